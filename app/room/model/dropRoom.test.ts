import 'fake-indexeddb/auto'
import { expect, test } from 'vitest'
import { newId } from '../../outgoing/planRecord.ts'
import { type DropParts, dropRoom } from './dropRoom.ts'

test('dropping a room also deletes what a guest on this device stored of it, and nothing else', async () => {
  const [room, other] = [newId(), newId()]
  const kept = [`yabber/olga/room/${other}`, `yabber/guest/room/${other}`]
  const going = [`yabber/olga/room/${room}`, `yabber/olga/room/${room}/1`, `yabber/guest/room/${room}`]
  for (const name of [...kept, ...going]) await make(name)
  await dropRoom(room, 'no-such-room', nothingOpen)
  const left = (await indexedDB.databases()).map(({ name = '' }) => name)
  expect(left.filter((name) => [...kept, ...going].includes(name)).sort()).toEqual(kept.sort())
})

test('a message on its way to the disk when the room was dropped is kept as text too', async () => {
  const room = newId()
  const journal = [{ room, name: 'first' }]
  const givenUp: string[] = []
  const giveUp = async (entry: (typeof journal)[0]) => {
    journal.splice(journal.indexOf(entry), 1)
    givenUp.push(entry.name)
  }
  const written = () => void journal.push({ room, name: 'late' })
  const live = { drop: written }
  const parts = { ...nothingOpen, live, book: { all: () => [...journal] }, delivery: { giveUp } }
  await dropRoom(room, 'no-such-room', parts as unknown as DropParts)
  expect(givenUp).toEqual(['first', 'late'])
})

const nothingOpen = {
  user: 'olga',
  book: { all: () => [] },
  documents: { all: () => [] },
  segments: { all: () => [] },
  live: { drop: () => undefined },
} as unknown as DropParts

const make = (name: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const request = indexedDB.open(name)
    request.onerror = () => reject(request.error)
    request.onsuccess = () => {
      request.result.close()
      resolve()
    }
  })
