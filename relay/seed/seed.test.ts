import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { type FoldEntry, readEntry } from '../../shared/room/entry.ts'
import { fold } from '../../shared/room/fold.ts'
import { MemoryStore } from '../../tests/world/store/memory-store.ts'
import { slicesOf } from '../../tests/world/store/slices.ts'
import { readConfig } from '../config/config.ts'
import { Core } from '../core/core.ts'
import { lockFolder } from '../data-folder/lock.ts'
import { makeVerify } from '../gate/verify.ts'
import { relayLimits } from '../pace/relay-limits.ts'
import type { Store } from '../store/store.ts'
import { makeSeedClock } from './clock.ts'
import { seedDemo } from './demo.ts'
import { importSaid } from './import.ts'
import { makeIds, type Said } from './irc.ts'
import { act, bringDevice, CannotSeed, type Rooms, randomId, writerFor } from './seeding.ts'
import { NotTaken } from './segment.ts'
import { withSeeding } from './with-seeding.ts'

const segmentRecords = 10
const ada = randomId()
const grace = randomId()
let store: MemoryStore
let rooms: Rooms

beforeEach(async () => {
  store = new MemoryStore()
  const limits = { ...relayLimits, segmentRecords, recordsPerSecond: 1e9, recordsBurst: 1e9 }
  const core = new Core({ store, clock: makeSeedClock(), verify: makeVerify(), limits, log() {} })
  rooms = { core, store, segmentRecords }
  for (const [id, username] of [
    [ada, 'ada'],
    [grace, 'grace'],
  ] as const)
    await core.people.put({ id, username, name: username })
})

const said = (count: number): Said[] =>
  Array.from({ length: count }, (_, i) => ({ id: `day.${i}`, time: 1_000 + i, who: `nick${i % 3}`, text: `line ${i}` }))

const from = async function* (lines: Said[]) {
  yield* lines
}
const bring = (lines: Said[], owner = ada, limit = Number.POSITIVE_INFINITY) =>
  importSaid(rooms, { said: from(lines), room: 'Pond', owner, limit, progress() {} })

const entriesOf = async (of: Store, room: string, segment: number): Promise<FoldEntry[]> => {
  const { blocks } = await slicesOf(of.records, room, segment, new Map())
  return blocks.flatMap(({ structs }) =>
    structs.flatMap((struct) => ('bytes' in struct ? (readEntry(struct.name, struct.bytes) ?? []) : [])),
  )
}

describe('an imported log', () => {
  test('becomes a public room of the owner, each line with its author, text and time', async () => {
    const { room, taken } = await bring(said(3))
    expect(taken).toBe(3)
    expect(await store.rooms.byId(room)).toMatchObject({ name: 'Pond', visibility: 'public', head: 1 })
    const messages = fold(await entriesOf(store, room, 1), () => ({ user: ada, standing: 'owner' }))
    expect(messages.map(({ time, text, imported, user }) => ({ time, text, who: imported?.who, user }))).toEqual(
      said(3).map(({ time, text, who }) => ({ time, text, who, user: ada })),
    )
  })

  test('fills one segment after another, as a conversation does', async () => {
    const { room } = await bring(said(35))
    expect((await store.rooms.byId(room))?.head).toBe(4)
    expect((await store.records.sealed(room)).map(({ count }) => count)).toEqual([10, 10, 10])
    expect(await entriesOf(store, room, 4)).toHaveLength(5)
  })

  test('is never imported twice, and an import that was cut off continues', async () => {
    expect(await bring(said(25), ada, 12)).toMatchObject({ taken: 12, known: 0 })
    expect(await bring(said(25))).toMatchObject({ taken: 13, known: 12 })
    const { taken, known, room } = await bring(said(25))
    expect({ taken, known }).toEqual({ taken: 0, known: 25 })
    const { head } = (await store.rooms.byId(room)) ?? { head: 0 }
    const texts = new Set<string>()
    for (let segment = 1; segment <= head; segment++)
      for (const { body } of await entriesOf(store, room, segment)) if (body.kind === 'import') texts.add(body.text)
    expect(texts.size).toBe(25)
  })

  test('that was imported with the old line-number ids is not imported again', async () => {
    const time = Date.UTC(2004, 11, 25, 9, 14)
    const line = (id: string, after: number): Said => ({ id, time: time + after, who: 'heron', text: 'hi' })
    await bring([line('2004-12-25.1', 0), line('2004-12-25.2', 1)])
    const idOf = makeIds()
    const again = [0, 1, 2].map((after) => line(idOf(time, 'heron', 'hi'), after))
    expect(await bring(again)).toMatchObject({ taken: 1, known: 2 })
  })

  test("is refused with a clear sentence for another user's room", async () => {
    await bring(said(1))
    await expect(bring(said(2), grace)).rejects.toThrow(CannotSeed)
    await expect(bring(said(2), grace)).rejects.toThrow('The room "Pond" belongs to another user')
  })

  test('goes through the gate, which refuses a member who is not the owner', async () => {
    const { room } = await bring(said(1))
    await act(rooms, grace, { do: 'join', room })
    const writer = writerFor(rooms, await bringDevice(rooms, grace), room)
    const entry = { body: { kind: 'import', text: 'hi', who: 'ada', id: '1' }, time: 5 } as const
    await expect(writer.write([entry])).rejects.toThrow(NotTaken)
  })
})

describe('the demo', () => {
  test('has people who can sign in, and rooms with messages that are not marked late', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'yabber-seed-'))
    const logged = vi.spyOn(console, 'error')
    try {
      await withSeeding(readConfig(['--data', folder], {}), async (seeding) => {
        const [first = ''] = await seedDemo(seeding, 'seven warm buns')
        expect(await seeding.accounts.signIn('grace', 'seven warm buns')).not.toBeNull()
        const mine = await seeding.store.rooms.of(first)
        expect(mine.map(({ room }) => room.visibility)).toContain('private')
        expect(mine.map(({ room }) => room.kind)).toContain('direct')
        expect((await seeding.store.people.byId(first))?.about).not.toBe('')
        expect((await seeding.store.rooms.public()).filter(({ archived }) => archived !== null)).toHaveLength(1)
        expect(await seeding.store.rooms.public()).not.toHaveLength(0)
        for (const { room } of mine) {
          const { blocks } = await slicesOf(seeding.store.records, room.id, 1, new Map())
          const structs = blocks.flatMap((block) => block.structs)
          expect(structs.length).toBeGreaterThan(5)
          expect(structs.every((struct) => 'bytes' in struct && struct.late === null)).toBe(true)
          expect(blocks.length).toBeGreaterThan(1)
        }
        await expect(lockFolder(folder)).rejects.toThrow('Another relay is running')
      })
      expect(logged.mock.calls.flat().filter((line) => `${line}`.includes('the clock of this machine'))).toEqual([])
    } finally {
      logged.mockRestore()
      rmSync(folder, { recursive: true })
    }
  })
})
