import { createRoot } from 'solid-js'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { askWho } from './askWho.ts'

class Finger {
  readonly pointerType = 'touch'
  readonly currentTarget = {} as HTMLElement
  readonly type: string
  readonly clientX: number
  readonly clientY = 0

  constructor(type: string, clientX: number) {
    this.type = type
    this.clientX = clientX
  }
}
const finger = (type: string, x: number) =>
  new Finger(type, x) as unknown as PointerEvent & { currentTarget: HTMLElement }

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('PointerEvent', Finger)
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const stage = () => {
  const told: boolean[] = []
  return { told, ...createRoot(() => askWho((_, held) => told.push(held))) }
}

test('a finger that stays on a reaction opens who reacted', () => {
  const { told, begin, move, end } = stage()
  begin(finger('pointerdown', 50))
  move(finger('pointermove', 55))
  vi.advanceTimersByTime(500)
  end()
  expect(told).toEqual([true])
})

test('a slow swipe to reply that begins on a reaction opens nothing', () => {
  const { told, begin, move } = stage()
  begin(finger('pointerdown', 50))
  for (let x = 60; x <= 140; x += 10) {
    move(finger('pointermove', x))
    vi.advanceTimersByTime(100)
  }
  expect(told).toEqual([])
})
