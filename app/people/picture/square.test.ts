import { expect, test } from 'vitest'
import { middleOf, moved, zoomedTo, zoomOf } from './square.ts'

const wide = { width: 400, height: 200 }

test('the square starts as large as possible, in the middle', () => {
  expect(middleOf(wide)).toEqual({ x: 100, y: 0, edge: 200 })
})

test('the square moves by parts of its edge and stays inside the picture', () => {
  expect(moved(middleOf(wide), 0.25, 0, wide)).toEqual({ x: 150, y: 0, edge: 200 })
  expect(moved(middleOf(wide), 9, -9, wide)).toEqual({ x: 200, y: 0, edge: 200 })
})

test('zooming keeps the point under the finger in place', () => {
  const zoomed = zoomedTo(middleOf(wide), 2, wide, 0, 0)
  expect(zoomed).toEqual({ x: 100, y: 0, edge: 100 })
  expect(zoomOf(zoomed, wide)).toBe(2)
  expect(zoomedTo(zoomed, 1, wide)).toEqual({ x: 50, y: 0, edge: 200 })
})

test("you can't zoom out beyond the picture, nor in to only a few pixels", () => {
  expect(zoomedTo(middleOf(wide), 0.1, wide).edge).toBe(200)
  expect(zoomedTo(middleOf(wide), 1000, wide).edge).toBe(48)
  expect(zoomedTo(middleOf({ width: 10, height: 20 }), 8, { width: 10, height: 20 }).edge).toBe(10)
})
