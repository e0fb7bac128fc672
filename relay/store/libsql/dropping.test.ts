import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  aMember,
  anInvitation,
  aPicture,
  aRequest,
  aRoom,
  id,
  milo,
  olga,
  olgas,
  phone,
  post,
  room,
} from '../../../tests/contracts/store-rows.ts'
import { type LibsqlStore, openLibsql } from './open.ts'

let folder: string
let store: LibsqlStore
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'yabber-dropping-'))
  store = await openLibsql(join(folder, 'log.db'))
})
afterEach(async () => {
  await store.close()
  await rm(folder, { recursive: true })
})

const neighbour = id('neighbour')
const bytesOf = (text: string) => new TextEncoder().encode(text)
const text = (of: string, n: number) => `<${of} ${n} ${'blah '.repeat((n * 37) % 90)}>`
const postIn = (of: string, n: number) => {
  const [device, client] = n % 4 === 0 ? [olgas, 9] : [phone, 7]
  return post(n, { room: of, segment: 1 + Math.floor(n / 500), device, client, bytes: bytesOf(text(of, n)) })
}
const roster = (of: string, round: number) => ({
  name: `room/${of}`,
  state: bytesOf(`<roster of ${of} in round ${round} ${'with members '.repeat((round * 53) % 700)}>`),
})

/** Two rooms that are written to in turns, so that their rows lie side by side. */
const talk = async (rounds: number) => {
  for (let round = 0; round < rounds; round++) {
    const records = Array.from({ length: 10 }, (_, i) => postIn((i * 7) % 10 < 3 ? neighbour : room, round * 10 + i))
    const seal = round % 50 === 49 ? [{ room, segment: (round + 1) / 50, from: 1, to: 2, count: 500 }] : []
    await store.commit({ records, seal, documents: [roster(room, round), roster(neighbour, round)] })
  }
}
const open = { rooms: [aRoom(), aRoom({ id: neighbour, nameKey: null })] }
const deleted = aRoom({ name: '', nameKey: null, topic: '', deleted: 9 })
const dropAll = async () => {
  while (await store.upkeep.dropSome(room, 200));
  await store.settle()
}
/** The matches of this pattern in all files of the store. */
const onDisk = async (which: RegExp): Promise<string[]> => {
  const found = new Set<string>()
  for (const name of await readdir(folder))
    for (const [mark] of (await readFile(join(folder, name), 'latin1')).matchAll(which)) found.add(mark)
  return [...found]
}
const textsOf = (of: string) => new RegExp(`<${of} \\d+ `, 'g')

test('promise 7: no text of a deleted room is left on the disk, in the file or its log', async () => {
  await store.commit({ ...open, members: [aMember(milo), aMember(olga)] })
  await store.commit({ requests: [aRequest(id('remy'), { note: '<note of remy>' })] })
  await talk(400)
  expect(await onDisk(textsOf(room))).toHaveLength(2_800)
  await store.commit({ rooms: [deleted] })
  await dropAll()
  expect(await onDisk(textsOf(room))).toEqual([])
  expect(await onDisk(new RegExp(`<roster of ${room}|note of remy`, 'g'))).toEqual([])
})

test('promise 7: what is erased later in a neighbouring room leaves no trace either', async () => {
  await store.commit(open)
  await talk(400)
  await store.commit({ rooms: [deleted] })
  await dropAll()
  const rows = await store.records.ofUser(neighbour, milo, 10_000)
  for (let from = 0; from < rows.length; from += 100)
    await store.commit({ blank: rows.slice(from, from + 100).map((row) => ({ ...row, room: neighbour })) })
  await store.settle()
  const left = await store.records.ofUser(neighbour, olga, 10_000)
  expect(left.length).toBeGreaterThan(100)
  expect(await onDisk(textsOf(neighbour))).toHaveLength(left.length)
})

test('a drop that was cut short continues after a restart', async () => {
  await store.commit({ ...open, invitations: [anInvitation('one')] })
  await talk(60)
  await store.commit({ rooms: [deleted] })
  await store.upkeep.dropSome(room, 200)
  await store.close()
  store = await openLibsql(join(folder, 'log.db'))
  expect(await store.upkeep.deletedRooms()).toEqual([room])
  expect((await store.records.ofUser(room, milo, 10_000)).length).toBeLessThan(400)
  await dropAll()
  expect(await store.upkeep.deletedRooms()).toEqual([])
  expect(await onDisk(new RegExp(`<${room} |hash of one`, 'g'))).toEqual([])
})

test('a picture that nobody shows any more is removed from the disk', async () => {
  const bytes = (n: number) => bytesOf(`<picture ${n} ${'pixel '.repeat((n * 977) % 9_000)}>`)
  const pictures = Array.from({ length: 40 }, (_, n) => aPicture(`hash ${n}`, { bytes: bytes(n) }))
  await store.commit({ rooms: [aRoom({ picture: 'hash 7' })] })
  for (const picture of pictures) await store.commit({ pictures: [picture] })
  await store.pictures.dropUnused(100)
  await store.settle()
  expect(await onDisk(textsOf('picture'))).toEqual(['<picture 7 '])
  await store.commit({ rooms: [aRoom({ deleted: 9, nameKey: null })] })
  await store.pictures.dropUnused(100)
  await store.settle()
  expect(await onDisk(textsOf('picture'))).toEqual([])
})
