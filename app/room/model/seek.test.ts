import { expect, test } from 'vitest'
import { Listeners } from '../../base/listeners.ts'
import type { Segments } from '../../segments/segments.ts'
import { seekIn } from './seek.ts'

const room = 'AAAAAAAAAAAAAAAAAAAAAA'
type Talk = Record<number, readonly [name: string, time: number][]>

/** Four segments of ten minutes each. `missing`: this device has no copy of them, and the relay cannot be reached. */
const stage = (missing: readonly number[] = [], folded: readonly string[] = []) => {
  const talk: Talk = {
    1: [
      ['a', 1],
      ['b', 9],
    ],
    2: [
      ['c', 11],
      ['d', 19],
    ],
    3: [['e', 21]],
    4: [
      ['f', 31],
      ['g', 39],
    ],
  } // prettier-ignore
  const opened: number[] = []
  let open = 0
  const segments = {
    open: (document: string) => {
      const number = Number(document.split('/').at(-1))
      opened.push(number)
      open++
      const said = missing.includes(number) ? [] : (talk[number] ?? [])
      return {
        entries: new Map(said.map(([name]) => [name, {}])),
        messages: () => said.map(([name, time]) => ({ name, time, thread: null })),
        document: {
          loaded: Promise.resolve(),
          state: () => ({ name: missing.includes(number) ? 'local' : 'synced' }),
          inStep: new Listeners<void>(),
          refused: new Listeners<void>(),
        },
      }
    },
    close: async () => void open--,
  } as unknown as Segments
  const sealed = new Map([1, 2, 3].map((n) => [n, [n * 10 - 9, n * 10 - 1, 2] as [number, number, number]]))
  const live = { roster: { head: 4, segments: sealed }, whoIs: () => null } as never
  const isShown = ({ name }: { name: string }) => !folded.includes(name)
  return {
    seek: seekIn({ id: room, live, segments, isOffline: () => missing.length > 0, isShown }),
    opened,
    left: () => open,
  }
}

test('the index of segments says where a time is, so that only one segment is read', async () => {
  const { seek, opened, left } = stage()
  expect(await seek.firstSince(15)).toEqual({ name: 'd', segment: 2, isWhole: true })
  expect(await seek.firstSince(35)).toEqual({ name: 'g', segment: 4, isWhole: true })
  expect(opened).toEqual([2, 4])
  expect(left()).toBe(0)
})

test('where nobody wrote that day, the next message is meant; after the last one there is none', async () => {
  const { seek } = stage()
  expect(await seek.firstSince(10)).toEqual({ name: 'c', segment: 2, isWhole: true })
  expect(await seek.firstSince(40)).toBe('none')
  expect(await seek.firstSince(Number.NEGATIVE_INFINITY)).toEqual({ name: 'a', segment: 1, isWhole: true })
})

test('messages that are folded away are passed over', async () => {
  expect(await stage([], ['c', 'd']).seek.firstSince(10)).toEqual({ name: 'e', segment: 3, isWhole: true })
})

test('offline, the first message that is here is found, and that earlier ones are missing is known', async () => {
  expect(await stage([1, 2]).seek.firstSince(Number.NEGATIVE_INFINITY)).toEqual({
    name: 'e',
    segment: 3,
    isWhole: false,
  })
  expect(await stage([3, 4]).seek.firstSince(25)).toBe('not-here')
})

test('a message is looked for from the newest segment back', async () => {
  const { seek, opened, left } = stage()
  expect(await seek.whereIs('d')).toBe(2)
  expect(opened).toEqual([4, 3, 2])
  expect(await seek.whereIs('nobody')).toBe(null)
  expect(opened.length).toBe(3 + 2 * 4)
  expect(left()).toBe(0)
})
