import { describe, expect, test } from 'vitest'
import type { FoldEntry } from './entry.ts'
import type { WhoIs } from './message.ts'
import { asSeen, seenKey, tellsOwnSeen } from './seen.ts'
import { joinTold, SeenFolding, seenOf } from './seen-fold.ts'

const mona = 'kYtR3l1hQ0mWcQ6nM5x8Yw'
const olga = 'pONWRL4_Ex3IVq_8f5QBnA'
const phone = 'w6VMHGoZYFoTzRmZGgLO_w'
const laptop = 'x6VMHGoZYFoTzRmZGgLO_w'
const olgas = 'y6VMHGoZYFoTzRmZGgLO_w'
const users: { [device: string]: string } = { [phone]: mona, [laptop]: mona, [olgas]: olga }
const whoIs: WhoIs = (device) => {
  const user = users[device]
  return user === undefined ? null : { user, standing: 'member' }
}
const place = (time: number, device = olgas, seq = 1) => ({ time, name: `${device}.${seq}` })
const entry = (body: FoldEntry['body'], { time, name }: { time: number; name: string }): FoldEntry => ({
  name,
  device: name.slice(0, 22),
  kind: body.kind,
  time,
  ref: '',
  body,
  bytes: new Uint8Array(),
})
const post = (at: { time: number; name: string }) => entry({ kind: 'post', text: 'words' }, at)
const set = (at: { time: number; name: string }, value: unknown, user = mona) =>
  entry({ kind: 'set', key: seenKey(user), value }, at)
const folded = (entries: readonly FoldEntry[]) => {
  const folding = new SeenFolding()
  for (const one of entries) folding.put(one)
  return folding.told(whoIs)
}
const seenBy = (entries: readonly FoldEntry[], user = mona) => {
  const told = folded(entries).get(user)
  return told ? seenOf(told) : null
}

describe('P77: who has read how far', () => {
  test('the last that somebody told counts, on whichever of their devices, and so does their own post', () => {
    expect(seenBy([set(place(10, phone, 1), place(5)), set(place(20, laptop, 1), place(15))])).toEqual(place(15))
    expect(seenBy([set(place(20, laptop, 1), place(15)), set(place(10, phone, 1), place(5))])).toEqual(place(15))
    expect(seenBy([set(place(10, phone, 1), place(5)), post(place(30, laptop, 2))])).toEqual(place(30, laptop, 2))
    expect(seenBy([post(place(3, phone, 1)), post(place(2, phone, 2))])).toEqual(place(3, phone, 1))
  })

  test('nobody has read what was written after they said so, whatever time they name', () => {
    const farAway = { time: 2 ** 48 - 1, name: `${olgas}.99` }
    expect(seenBy([set(place(10, phone, 1), farAway)])).toEqual(place(10, phone, 1))
    expect(seenBy([set(place(10, phone, 1), { time: 4, name: `${olgas}.none` })])).toEqual({
      time: 4,
      name: `${olgas}.none`,
    })
  })

  test("null says that they don't tell, also by what they post, until they tell again", () => {
    const silent = [post(place(3, phone, 1)), set(place(10, phone, 2), null)]
    expect(seenBy(silent)).toBe('silent')
    expect(seenBy([...silent, set(place(20, laptop, 1), place(15))])).toEqual(place(15))
  })

  test('what somebody else says about a person is passed over, and so is what is no place', () => {
    expect(seenBy([set(place(10, olgas, 1), place(5), mona)])).toBeNull()
    expect(folded([set(place(10, olgas, 1), place(5), mona)]).size).toBe(0)
    expect(seenBy([set(place(10, phone, 1), { time: 'now' })])).toBe('silent')
    expect(folded([set({ time: 1, name: 'zzzzzzzzzzzzzzzzzzzzzz.1' }, place(5))]).size).toBe(0)
  })

  test('what is erased says nothing any more, and the order in which records come does not matter', () => {
    const folding = new SeenFolding()
    const all = [post(place(1, phone, 1)), post(place(9, phone, 2)), set(place(10, phone, 3), place(8))]
    for (const one of all) folding.put(one)
    const left = (without: FoldEntry) => all.filter((one) => one !== without)
    folding.remove(all[1]!, left(all[1]!))
    expect(folding.told(whoIs).get(mona)).toEqual({
      post: place(1, phone, 1),
      set: { at: place(10, phone, 3), seen: place(8) },
    })
    folding.remove(all[2]!, [])
    expect(folding.told(whoIs).get(mona)?.set).toBeNull()
  })

  test('the map stays the same until something in it has changed', () => {
    const folding = new SeenFolding()
    folding.put(post(place(5, phone, 1)))
    const before = folding.told(whoIs)
    folding.put(post(place(4, phone, 2)))
    folding.put(entry({ kind: 'react', emoji: '+', on: true }, place(9, phone, 3)))
    folding.put(entry({ kind: 'set', key: 'seen/activity', value: place(1) }, place(9, phone, 4)))
    expect(folding.told(whoIs)).toBe(before)
    folding.put(post(place(6, phone, 5)))
    expect(folding.told(whoIs)).not.toBe(before)
  })

  test('what two segments say is joined, whichever comes first', () => {
    const one = { post: place(9), set: { at: place(5, phone, 1), seen: place(4) } }
    const two = { post: place(3), set: { at: place(7, phone, 2), seen: null } }
    for (const [a, b] of [
      [one, two],
      [two, one],
    ] as const)
      expect(joinTold(a, b)).toEqual({ post: place(9), set: { at: place(7, phone, 2), seen: null } })
  })
})

test('P43 P77: only a whole time under 2^48 and the name of a record make a place', () => {
  expect(asSeen({ ...place(1), later: true })).toEqual(place(1))
  const wrong = [null, 1, [], {}, { time: 1 }, { name: place(1).name }]
  const times = [-1, 1.5, 2 ** 48, Number.NaN, Number.POSITIVE_INFINITY, '1', null].map((time) => ({
    ...place(1),
    time,
  }))
  const names = ['', 'x', `${phone}.0`, `${phone}.${'1'.repeat(12)}`, 7, null].map((name) => ({ ...place(1), name }))
  for (const value of [...wrong, ...times, ...names]) expect(asSeen(value), JSON.stringify(value)).toBeNull()
})

test('R34: people tell only of themselves, a place or null and nothing else', () => {
  const key = seenKey(mona)
  expect(tellsOwnSeen({ key, value: place(1) }, mona)).toBe(true)
  expect(tellsOwnSeen({ key, value: null }, mona)).toBe(true)
  for (const value of [{ ...place(1), back: 1 }, {}, [], 1, '', true])
    expect(tellsOwnSeen({ key, value }, mona), JSON.stringify(value)).toBe(false)
  for (const other of [seenKey(olga), 'seen/activity', 'seen/', `${key} `, `read/${mona}`])
    expect(tellsOwnSeen({ key: other, value: place(1) }, mona), other).toBe(false)
})
