import { expect, test } from 'vitest'
import { gridStep } from './gridStep.ts'

// 20 cells: rows of 8, 8 and 4.
const step = (key: string, from: number, isMirrored = false) => gridStep(key, from, 20, isMirrored)

test('arrow keys move by one cell or one row, and stay inside', () => {
  expect([step('ArrowRight', 7), step('ArrowRight', 19), step('ArrowLeft', 8), step('ArrowLeft', 0)]).toEqual([
    8, 19, 7, 0,
  ])
  expect([step('ArrowDown', 3), step('ArrowDown', 15), step('ArrowDown', 17), step('ArrowUp', 17)]).toEqual([
    11, 19, 17, 9,
  ])
})

test('Up in the first row leads out of the grid', () => {
  expect([step('ArrowUp', 0), step('ArrowUp', 7), step('ArrowUp', 8)]).toEqual([-1, -1, 0])
})

test('Home and End go to the ends of the row, page keys move several rows', () => {
  expect([step('Home', 13), step('End', 13), step('End', 17)]).toEqual([8, 15, 19])
  expect([step('PageDown', 1), step('PageUp', 17)]).toEqual([19, 0])
})

test('where the page runs from right to left, Left goes forward', () => {
  expect([step('ArrowLeft', 3, true), step('ArrowRight', 3, true)]).toEqual([4, 2])
})

test('other keys are left alone', () => {
  expect(['a', 'Enter', 'Tab', 'Escape'].map((key) => step(key, 3))).toEqual([null, null, null, null])
})
