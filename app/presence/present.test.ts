import { expect, test } from 'vitest'
import { Awareness, applyAwarenessUpdate } from 'y-protocols/awareness'
import { Doc } from 'yjs'
import { type PresenceState, relayPresence, writePresence } from '../../shared/wire/presence.ts'
import { milo, olga } from '../../tests/world/people.ts'
import { nextTypingEnd, otherGuestsIn, presentIn, typingShownForMs } from './present.ts'

const awarenessOf = (states: { [client: number]: PresenceState }): Awareness => {
  const awareness = new Awareness(new Doc())
  const entries = Object.entries(states).map(([client, state]) => ({ client: Number(client), clock: 1, state }))
  applyAwarenessUpdate(awareness, writePresence(entries), null)
  return awareness
}
const heardAt = (awareness: Awareness, client: number): number => awareness.meta.get(client)?.lastUpdated ?? 0

test('one person on three devices counts once: online if one device is, here if one shows the room', () => {
  const awareness = awarenessOf({
    11: { user: olga, status: 'away' },
    12: { user: olga, status: 'online' },
    13: { user: olga, status: 'away', here: true },
    14: { user: milo, status: 'away' },
  })
  const present = presentIn(awareness, Date.now())
  expect(present.get(olga)).toEqual({ status: 'online', typing: false, here: true, read: null })
  expect(present.get(milo)).toEqual({ status: 'away', typing: false, here: false, read: null })
  expect(present.size).toBe(2)
})

test('a person who vanishes while typing is shown as typing for less than 5 s', () => {
  const awareness = awarenessOf({ 11: { user: olga, typing: true } })
  const heard = heardAt(awareness, 11)
  expect(typingShownForMs).toBeLessThan(5_000)
  expect(presentIn(awareness, heard + typingShownForMs - 1).get(olga)?.typing).toBe(true)
  expect(nextTypingEnd(awareness, heard)).toBe(heard + typingShownForMs)
  expect(presentIn(awareness, heard + typingShownForMs).get(olga)?.typing).toBe(false)
  expect(nextTypingEnd(awareness, heard + typingShownForMs)).toBe(null)
})

test('only the relay can say how many guests read', () => {
  expect(otherGuestsIn(awarenessOf({ [relayPresence]: { guests: 3 } }), false)).toBe(3)
  expect(otherGuestsIn(awarenessOf({ 11: { user: olga, guests: 9 } }), false)).toBe(0)
})

test('a guest is not counted among the other guests', () => {
  expect(otherGuestsIn(awarenessOf({ [relayPresence]: { guests: 1 } }), true)).toBe(0)
  expect(otherGuestsIn(awarenessOf({ [relayPresence]: { guests: 3 } }), true)).toBe(2)
  expect(otherGuestsIn(awarenessOf({}), true)).toBe(0)
})

test('P43: of what several devices say a person has read, the furthest place counts', () => {
  const place = (time: number) => ({ time, name: 'w6VMHGoZYFoTzRmZGgLO_w.1' })
  const awareness = awarenessOf({
    11: { user: olga, read: place(5) },
    12: { user: olga, read: place(9) },
    13: { user: olga },
    14: { user: milo },
  })
  const present = presentIn(awareness, Date.now())
  expect([present.get(olga)?.read, present.get(milo)?.read]).toEqual([place(9), null])
})
