import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { Doc } from 'yjs'
import { segmentName } from '../../shared/wire/documents.ts'
import { HandClock, House, verifyNow } from '../../tests/world/house.ts'
import { until } from '../../tests/world/until.ts'
import { openLibsql } from '../store/libsql/open.ts'

/** A relay on a data folder, with a room whose segments close after five posts. */
const stage = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'yabber-erased-'))
  const store = await openLibsql(join(folder, 'log.db'))
  const house = new House({ segmentRecords: 5 }, verifyNow, { store: store as never, clock: new HandClock() })
  onTestFinished(async () => {
    await house.core.stop()
    await store.close()
    await rm(folder, { recursive: true })
  })
  const milo = await house.person('milo')
  const room = await house.room(milo)
  const ear = await milo.hear(segmentName(room, 1))
  const isOnDisk = async (text: string): Promise<boolean> => {
    for (const name of await readdir(folder)) if ((await readFile(join(folder, name))).includes(text)) return true
    return false
  }
  /** Writes records, and waits until the relay has stored them. */
  const write: typeof ear.write = async (...records) => {
    await ear.write(...records)
    const has = (name: string) => ear.results.some((result) => result.kind === 'acked' && result.name === name)
    await until('the records are stored', () => records.every(({ name }) => has(name)))
  }
  /** A reader who comes now, with what their device has. */
  const read = async (doc?: Doc) => {
    const reader = await milo.hear(segmentName(room, 1), doc)
    await until('the segment is read', () => reader.heard.some(({ type }) => type === 'sync-step-2'))
    return reader
  }
  return { store, milo, room, ear, write, read, isOnDisk }
}

test('promise 7, P64: no text of an erased message is left on the disk, not even of its edits', async () => {
  const { store, milo, room, write, read, isOnDisk } = await stage()
  const edit = (text: string, ref: string) => milo.device.write(room, { kind: 'edit', text }, ref)
  const post = milo.device.post(room, 'secret of the first text')
  const other = milo.device.post(room, 'roses')
  const edits = ['second', 'third', 'fourth'].map((nth) => edit(`secret of the ${nth} text`, post.name))
  const kept = edit('red roses', other.name)
  await write(post, other, ...edits, kept)
  await write(...Array.from({ length: 5 }, (_, n) => milo.device.post(room, `line ${n}`)))
  await read() // a snapshot of the closed segment is on the disk now
  expect(await isOnDisk('secret of the third text')).toBe(true)
  await write(milo.device.write(room, { kind: 'erase' }, post.name))
  await store.settle()
  expect(await isOnDisk('secret')).toBe(false)
  expect([await isOnDisk('roses'), await isOnDisk('red roses')]).toEqual([true, true])
  const reader = await read()
  expect(reader.names).toContain(kept.name)
  for (const { name } of [post, ...edits]) expect(reader.names).not.toContain(name)
  expect(reader.heard.some((message) => 'update' in message && Buffer.from(message.update).includes('secret'))).toBe(
    false,
  )
})

test('P64: a device that comes back loses the edits with the message', async () => {
  const { milo, room, write, ear, read } = await stage()
  const post = milo.device.post(room, 'secret')
  const edit = milo.device.write(room, { kind: 'edit', text: 'another secret' }, post.name)
  await write(post, edit)
  const away = await read()
  expect(away.names.sort()).toEqual([post.name, edit.name].sort())
  away.connection.closed()
  const erase = milo.device.write(room, { kind: 'erase' }, post.name)
  await write(erase)
  await until('the writer loses it too', () => ear.names.length === 1)
  expect(away.names).toHaveLength(2)
  const back = await read(away.doc)
  await until('the device that was away is in step', () => back.names.length === 1)
  expect(back.names).toEqual([erase.name])
})
