import { expect, test } from 'vitest'
import type { FoldEntry } from '../../shared/room/entry.ts'
import { newestIn } from './newestIn.ts'

test("a room's newest time comes from its newest segment, or from the last sealed segment if the newest is empty", () => {
  const sealed = { segments: new Map([[1, [10, 500, 9]] as const, [2, [501, 900, 9]] as const]) }
  const head = {
    entries: new Map([
      ['a.1', { time: 950 } as FoldEntry],
      ['b.1', { time: 990 } as FoldEntry],
    ]),
  }
  expect(newestIn(sealed as never, [])).toBe(900)
  expect(newestIn(sealed as never, [head])).toBe(990)
  expect(newestIn(sealed as never, [head], (name) => name !== 'b.1')).toBe(950)
})
