import { expect, test } from 'vitest'
import { beginSwipe, isReply, moveSwipe, type Swipe } from './swipe.ts'

const width = 390
const swipe = (from: [x: number, y: number], ...to: [x: number, y: number][]): Swipe =>
  to.reduce((before, [x, y]) => moveSwipe(before, x, y), beginSwipe(...from, width))

test('a swipe to the right of 56 px replies, a shorter one does not', () => {
  expect(isReply(swipe([100, 400], [120, 402], [156, 405]))).toBe(true)
  expect(isReply(swipe([100, 400], [120, 402], [155, 405]))).toBe(false)
})

test('a finger that moves back takes the reply back', () => {
  expect(isReply(swipe([100, 400], [180, 400], [120, 400]))).toBe(false)
})

test('a finger that sets out up, down, left or aslant never replies, wherever it goes later', () => {
  for (const [x, y] of [
    [100, 380],
    [100, 420],
    [80, 400],
    [112, 408],
  ] as const)
    expect(isReply(swipe([100, 400], [x, y], [300, 400])), `${x}, ${y}`).toBe(false)
})

test('within 28 px of either edge the browser’s gesture for going back is left alone', () => {
  expect(isReply(swipe([27, 400], [200, 400]))).toBe(false)
  expect(isReply(swipe([28, 400], [200, 400]))).toBe(true)
  expect(isReply(swipe([width - 27, 400], [width, 400]))).toBe(false)
})

test('the message follows the finger, at most 80 px, and not to the left', () => {
  expect(swipe([100, 400], [105, 400])).toMatchObject({ name: 'resting' })
  expect(swipe([100, 400], [130, 400])).toMatchObject({ name: 'swiping', by: 30 })
  expect(swipe([100, 400], [130, 400], [300, 400])).toMatchObject({ by: 80 })
  expect(swipe([100, 400], [130, 400], [50, 400])).toMatchObject({ by: 0 })
})
