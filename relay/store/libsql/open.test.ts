import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Client } from '@libsql/client'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { slicesOf } from '../../../tests/world/store/slices.ts'
import type { RecordRow } from '../records.ts'
import { StoreFull } from '../store.ts'
import { type Connect, connectFile } from './database.ts'
import { type LibsqlStore, openConnected, openLibsql } from './open.ts'

let folder: string
let path: string
let clients: Client[]
let store: LibsqlStore

const connect: Connect = async () => {
  const client = await connectFile(path)()
  clients.push(client)
  return client
}
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'yabber-libsql-'))
  path = join(folder, 'log.db')
  clients = []
  store = await openConnected(connect)
})
afterEach(async () => {
  await store.close()
  await rm(folder, { recursive: true })
})

const room = 'room_________________A'
const device = 'phone________________A'
const seqOf = new Map<string, number>()
beforeEach(() => seqOf.clear())

const post = (text: string, { client = 7, clock = -1, segment = 1 } = {}): RecordRow & { state: 'record' } => {
  const seq = (seqOf.get(device) ?? 0) + 1
  seqOf.set(device, seq)
  const bytes = new TextEncoder().encode(text)
  const place = { room, segment, client, clock: clock < 0 ? seq - 1 : clock, device, user: 'ada', at: 5 }
  return { ...place, state: 'record', seq, kind: 'post', time: 5, ref: '', key: null, bytes }
}
const sealed = { room, segment: 1, from: 1, to: 2, count: 3 }
const all = new Map<number, number>()
const blank = (seq: number) => ({ blank: [{ room, device, seq }] })

const isOnDisk = async (text: string): Promise<boolean> => {
  for (const name of await readdir(folder)) if ((await readFile(join(folder, name))).includes(text)) return true
  return false
}
const snapshots = async () => (await clients.at(-1)?.execute('SELECT segment FROM snapshot'))?.rows.length

test('promise 7: what is erased is no longer on the disk, in the file or its log', async () => {
  await store.commit({ records: [post('the secret of the garden'), post('roses')] })
  expect(await isOnDisk('secret of the garden')).toBe(true)
  await store.commit(blank(1))
  await store.settle()
  expect(await isOnDisk('secret of the garden')).toBe(false)
  expect(await isOnDisk('roses')).toBe(true)
})

test('promise 7: erased records leave no trace among two thousand of many writers and lengths, sealed and read', async () => {
  const text = (n: number) => `<secret ${n}${' blah'.repeat((n * 37) % 90)}>`
  for (let n = 1; n <= 2_000; n += 10) {
    const rows = Array.from({ length: 10 }, (_, i) => {
      const k = n + i
      return post(text(k), { client: (k * 7919) % 101, clock: k, segment: Math.ceil(k / 500) })
    })
    const seal = n % 500 === 491 ? [{ ...sealed, segment: Math.ceil(n / 500) }] : []
    const seqs = n > 100 ? [n - 100, n - 57, Math.ceil(n / 3)] : []
    await store.commit({ records: rows, seal, blank: seqs.map((seq) => ({ room, device, seq })) })
    if (n % 100 === 1) await slicesOf(store.records, room, 1, all)
  }
  await store.settle()
  const files = await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name), 'latin1')))
  for (let seq = 1; seq <= 2_000; seq++) {
    const isKept = (await store.records.byName(room, device, seq))?.bytes !== null
    for (const part of [`<secret ${seq} `, `<secret ${seq}>`])
      if (!isKept) expect(files.some((file) => file.includes(part))).toBe(false)
  }
})

test('a relay that was killed before it could truncate its log does so when it starts', async () => {
  await store.commit({ records: [post('the secret of the garden')] })
  await store.commit(blank(1))
  expect(await isOnDisk('secret of the garden')).toBe(true)
  const next = await openLibsql(path)
  expect(await isOnDisk('secret of the garden')).toBe(false)
  await next.close()
})

test('a sealed segment has a snapshot, any change drops it, and the next full read makes it again', async () => {
  await store.commit({ records: [post('one'), post('two')], seal: [sealed] })
  await store.settle()
  expect(await snapshots()).toBe(1)
  const whole = await slicesOf(store.records, room, 1, all)
  await store.commit({ records: [post('late')] })
  expect(await snapshots()).toBe(0)
  expect((await slicesOf(store.records, room, 1, all)).blocks[0]?.structs).toHaveLength(3)
  await store.settle()
  expect(await snapshots()).toBe(1)
  await store.commit(blank(3))
  expect(await snapshots()).toBe(0)
  const erased = await slicesOf(store.records, room, 1, all)
  await store.settle()
  expect(await slicesOf(store.records, room, 1, all)).toEqual(erased)
  expect(erased.blocks[0]?.structs).toEqual([...(whole.blocks[0]?.structs ?? []), { empty: 1 }])
})

test('a segment that still takes posts has no snapshot', async () => {
  await store.commit({ records: [post('one')] })
  await slicesOf(store.records, room, 1, all)
  await store.settle()
  expect(await snapshots()).toBe(0)
})

test('with a full disk, refuses with StoreFull, keeps serving, and accepts records again when there is room', async () => {
  const rows = [post('a'), post('x'.repeat(30_000)), post('y'.repeat(30_000))]
  await store.commit({ records: rows.slice(0, 1) })
  const { rows: count } = await clients[0]!.execute('PRAGMA page_count')
  await clients[0]!.execute(`PRAGMA max_page_count = ${count[0]?.page_count}`)
  const outcomes = await Promise.allSettled(rows.slice(1).map((row) => store.commit({ records: [row] })))
  for (const outcome of outcomes) expect(outcome).toMatchObject({ reason: expect.any(StoreFull) })
  expect((await slicesOf(store.records, room, 1, all)).blocks[0]?.structs).toHaveLength(1)
  await clients[0]!.execute('PRAGMA max_page_count = 100000')
  for (const row of rows.slice(1)) await store.commit({ records: [row] })
  expect((await store.records.segment(room, 1)).records).toBe(3)
})

test('a lock of another program fails the change, and the next change uses a new connection', async () => {
  const other = await connectFile(path)()
  const lock = await other.transaction('write')
  await expect(store.commit({ records: [post('a', { clock: 0 })] })).rejects.toMatchObject({ code: 'SQLITE_BUSY' })
  await lock.rollback()
  other.close()
  seqOf.clear()
  await store.commit({ records: [post('a')] })
  expect(clients).toHaveLength(2)
  expect((await store.records.segment(room, 1)).records).toBe(1)
})

test('refuses to open a file that a newer version wrote', async () => {
  await clients[0]!.execute('PRAGMA user_version = 99')
  await expect(openLibsql(path)).rejects.toThrow('newer version of Yabber')
})

test('the database writes a flushed log ahead and overwrites deleted content', async () => {
  const settings: unknown[] = []
  for (const pragma of ['journal_mode', 'synchronous', 'foreign_keys', 'secure_delete'])
    settings.push((await clients[0]!.execute(`PRAGMA ${pragma}`)).rows[0]?.[pragma])
  expect(settings).toEqual(['wal', 2, 1, 1])
})
