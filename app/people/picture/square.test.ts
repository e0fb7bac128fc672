import { expect, test } from 'vitest'
import { middleOf, moved, zoomedTo, zoomOf } from './square.ts'

const wide = { width: 400, height: 200 }

test('at first it is as much as there is, from the middle', () => {
  expect(middleOf(wide)).toEqual({ x: 100, y: 0, edge: 200 })
})

test('it moves by parts of its edge and stays inside of the picture', () => {
  expect(moved(middleOf(wide), 0.25, 0, wide)).toEqual({ x: 150, y: 0, edge: 200 })
  expect(moved(middleOf(wide), 9, -9, wide)).toEqual({ x: 200, y: 0, edge: 200 })
})

test('zooming keeps the point under the finger where it is', () => {
  const zoomed = zoomedTo(middleOf(wide), 2, wide, 0, 0)
  expect(zoomed).toEqual({ x: 100, y: 0, edge: 100 })
  expect(zoomOf(zoomed, wide)).toBe(2)
  expect(zoomedTo(zoomed, 1, wide)).toEqual({ x: 50, y: 0, edge: 200 })
})

test('nobody zooms out of the picture, nor into a few pixels of it', () => {
  expect(zoomedTo(middleOf(wide), 0.1, wide).edge).toBe(200)
  expect(zoomedTo(middleOf(wide), 1000, wide).edge).toBe(48)
  expect(zoomedTo(middleOf({ width: 10, height: 20 }), 8, { width: 10, height: 20 }).edge).toBe(10)
})
