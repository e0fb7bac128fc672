import { createRoot } from 'solid-js'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createPointedAt } from './pointedAt.ts'

class Row {
  readonly dataset: { key: string }

  constructor(key: string) {
    this.dataset = { key }
  }

  closest(): Row {
    return this
  }
}

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('Element', Row)
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const stage = () =>
  createRoot((end) => {
    const pointedAt = createPointedAt()
    const over = (key: string, y: number, pointerType = 'mouse') =>
      pointedAt.onPointerOver({ pointerType, screenX: 5, screenY: y, target: new Row(key) } as unknown as PointerEvent)
    return { pointedAt, over, end }
  })

test('the row under a mouse that moves is pointed at, at once', () => {
  const { pointedAt, over } = stage()
  over('a', 1)
  expect(pointedAt.key()).toBe('a')
  over('b', 2)
  expect(pointedAt.key()).toBe('b')
})

test('rows that pass under a still mouse are not, and the one that stops there is, a moment later', () => {
  const { pointedAt, over } = stage()
  over('a', 1)
  const seen = ['b', 'c', 'd'].map((key) => {
    over(key, 1)
    vi.advanceTimersByTime(100)
    return pointedAt.key()
  })
  expect(seen).toEqual([null, null, null])
  vi.advanceTimersByTime(100)
  expect(pointedAt.key()).toBe('d')
})

test('after the mouse has left, nothing is pointed at any more', () => {
  const { pointedAt, over, end } = stage()
  over('a', 1)
  over('b', 1)
  pointedAt.onPointerLeave()
  vi.advanceTimersByTime(1_000)
  expect(pointedAt.key()).toBeNull()
  over('c', 1)
  end()
  vi.advanceTimersByTime(1_000)
  expect(pointedAt.key()).toBeNull()
})

test('fingers point at nothing', () => {
  const { pointedAt, over } = stage()
  over('a', 1, 'touch')
  expect(pointedAt.key()).toBeNull()
})
