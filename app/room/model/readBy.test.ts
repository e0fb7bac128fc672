import { expect, test } from 'vitest'
import type { Role } from '../../../shared/room/roles.ts'
import type { Seen } from '../../../shared/room/seen.ts'
import type { Told } from '../../../shared/room/seen-fold.ts'
import { keepSameReaders, readersIn, readersOf } from './readBy.ts'

const place = (time: number): Seen => ({ time, name: `w6VMHGoZYFoTzRmZGgLO_w.${time}` })
const now = 1_000_000

interface Given {
  segments?: { [user: string]: Told }[]
  present?: { [user: string]: Seen }
  roles?: { [user: string]: Role | null }
  newest?: number
}
const readers = (
  { segments = [], present = {}, roles = {}, newest = now }: Given,
  hidden: readonly string[] = ['me'],
) => {
  const all: { [user: string]: Role | null } = { me: 'owner', mona: 'member', olga: 'member', ...roles }
  const members = new Map(Object.entries(all).map(([user, role]) => [user, { role }]))
  const live = { roster: { members }, whoIs: () => null } as unknown as Parameters<typeof readersIn>[0]
  const folded = segments.map((of) => ({ folding: () => ({ told: () => new Map(Object.entries(of)) }), newest }))
  return readersIn(live, {
    segments: folded as never,
    present: new Map(Object.entries(present).map(([user, read]) => [user, { read }])),
    now,
    isShown: (user) => !hidden.includes(user),
  })
}
const told = (at: number, seen: Seen | null): Told => ({ post: null, set: { at: place(at), seen } })

test('P77: the furthest of what somebody told, posted and shows by presence counts, over all segments', () => {
  const first = { mona: { post: place(9), set: { at: place(5), seen: place(4) } }, olga: told(3, place(2)) }
  const found = readers({ segments: [first, { olga: told(20, place(15)) }], present: { mona: place(30) } })
  expect(Object.fromEntries(found)).toEqual({ mona: place(30), olga: place(15) })
  expect(readers({ segments: [first] }).get('mona')).toEqual(place(9))
})

test('P77: who does not tell is not in it, unless a device of theirs tells it now', () => {
  const silent = { mona: { ...told(5, null), post: place(9) } }
  expect([...readers({ segments: [silent] }).keys()]).toEqual(['olga'])
  expect(readers({ segments: [silent], present: { mona: place(7) } }).get('mona')).toEqual(place(7))
})

test('people who left, were removed, whose account is gone or who are blocked are not shown', () => {
  const segments = [{ mona: told(5, place(4)), olga: told(5, place(4)) }]
  expect([...readers({ segments, roles: { mona: null } }).keys()]).toEqual(['olga'])
  expect([...readers({ segments }, ['me', 'olga']).keys()]).toEqual(['mona'])
})

test('P43: presence that is further ahead than a record can be is passed over', () => {
  const at = (time: number, newest = now) =>
    readers({ segments: [{}], present: { mona: place(time) }, newest }).get('mona')
  expect(at(2 ** 47)).toBeNull()
  expect(at(now + 120_000)).toEqual(place(now + 120_000))
  expect(at(now + 120_001)).toBeNull()
  expect(at(now + 500_000, now + 500_000)).toEqual(place(now + 500_000))
})

test('of a message its author is no reader, and who knows nothing of somebody says not yet', () => {
  const map = new Map([
    ['mona', place(5)],
    ['olga', place(4)],
    ['milo', null],
    ['ann', place(9)],
  ])
  expect(readersOf({ ...place(5), user: 'ann' }, map)).toEqual({ read: ['mona'], unread: ['olga', 'milo'] })
})

test('the map stays the same while it says the same', () => {
  const before = new Map([['mona', place(5)]])
  expect(keepSameReaders(before, new Map([['mona', { ...place(5) }]]))).toBe(before)
  expect(keepSameReaders(before, new Map([['mona', place(6)]]))).not.toBe(before)
  expect(keepSameReaders(before, new Map([['olga', place(5)]]))).not.toBe(before)
  expect(keepSameReaders(null, before)).toBe(before)
})
