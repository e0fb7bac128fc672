import { kinds, readBody } from '../../shared/record/kinds.ts'
import { readRecord } from '../../shared/record/record.ts'
import { cleanRoomName } from '../../shared/room/acts.ts'
import { roomNamed } from '../acts/room-named.ts'
import { pagesOf } from '../store/slices.ts'
import type { Store } from '../store/store.ts'
import type { RecordDraft } from './device.ts'
import { makeIds, type Said } from './irc.ts'
import { act, bringDevice, CannotSeed, type Rooms, randomId, writerFor } from './seeding.ts'

export interface Import {
  said: AsyncIterable<Said>
  /** Name of a public room. It is created if it does not exist. */
  room: string
  /** User id of the importer, who must own the room. */
  owner: string
  /** At most this many new messages. */
  limit: number
  progress(taken: number): void
}
export interface Imported {
  room: string
  taken: number
  /** Messages that the room already had. */
  known: number
}

const batch = 1_000

/** Imports messages from elsewhere into one room and skips those that it already has. */
export const importSaid = async (rooms: Rooms, what: Import): Promise<Imported> => {
  const room = await findOrMake(rooms, what)
  const known = await sourceIds(rooms.store, room)
  const writer = writerFor(rooms, await bringDevice(rooms, what.owner), room)
  const counts = { room, taken: 0, known: 0 }
  let entries: RecordDraft[] = []
  const flush = async () => {
    await writer.write(entries)
    counts.taken += entries.length
    entries = []
    what.progress(counts.taken)
  }
  for await (const { id, time, who, text } of what.said) {
    if (known.has(id)) counts.known++
    else entries.push({ body: { kind: 'import', text, who, id }, time })
    if (counts.taken + entries.length >= what.limit) break
    if (entries.length === batch) await flush()
  }
  await flush()
  writer.close()
  return counts
}

const findOrMake = async (rooms: Rooms, { room, owner }: Import): Promise<string> => {
  const name = cleanRoomName(room)
  if (name === null) throw new CannotSeed(`"${room}" cannot be the name of a room.`)
  const there = await roomNamed(rooms.store.rooms, name)
  if (there === null) {
    const id = randomId()
    await act(rooms, owner, { do: 'make', room: id, name, topic: '', visibility: 'public' })
    return id
  }
  const mine = (await rooms.store.rooms.members(there.id)).find(({ user }) => user === owner)
  if (mine?.role !== 'owner')
    throw new CannotSeed(`The room "${name}" belongs to another user. Only its owner can import a log.`)
  return there.id
}

const sourceIds = async (store: Store, room: string): Promise<Set<string>> => {
  const ids = new Set<string>()
  const idOf = makeIds()
  const head = (await store.rooms.byId(room))?.head ?? 1
  for (let segment = 1; segment <= head; segment++)
    for await (const { blocks } of pagesOf(store.records, room, segment))
      for (const struct of blocks.flatMap(({ structs }) => structs))
        if ('bytes' in struct) addSourceId(ids, struct.bytes, idOf)
  return ids
}

/** Early imports used line numbers as ids. Their messages are recognised by content instead. */
const numbered = /^\d{4}-\d{2}-\d{2}(\.\d+)+$/

const addSourceId = (ids: Set<string>, bytes: Uint8Array, idOf: ReturnType<typeof makeIds>): void => {
  const { kind, body, time } = readRecord(bytes)
  if (kind !== kinds.import) return
  const said = readBody('import', body)
  if (said.kind !== 'import') return
  const toTheMinute = time - (time % 60_000)
  ids.add(numbered.test(said.id) ? idOf(toTheMinute, said.who, said.text) : said.id)
}
