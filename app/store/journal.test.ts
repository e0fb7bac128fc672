import 'fake-indexeddb/auto'
import { describe, expect, test } from 'vitest'
import { openLocalDatabase } from './database.ts'
import type { ChainEnd, Journal, Link, NotSent } from './journal.ts'
import { journalInDatabase } from './journalInDatabase.ts'
import { journalInMemory } from './journalInMemory.ts'

let databases = 0
const onDisk = async () => journalInDatabase(await openLocalDatabase(`user-${++databases}`))

const words =
  (text: string, room = 'garden'): Link =>
  (end) => ({
    entry: {
      name: `device.${end.seq}`,
      room,
      segment: 1,
      unsigned: new TextEncoder().encode(text),
      record: null,
      at: 0,
    },
    next: { seq: end.seq + 1, prev: new Uint8Array([end.seq]), time: end.time + 1 },
  })
const kept: NotSent = { id: 'garden/device.1', room: 'garden', text: 'hello', code: 'not-a-member', time: 0 }

describe.each([
  ['in memory', async () => journalInMemory()],
  ['in IndexedDB', onDisk],
])('a journal %s', (_, open: () => Promise<Journal>) => {
  test('two tabs that write at once never use the same name, and their records form one chain', async () => {
    const journal = await open()
    const ends: ChainEnd[] = []
    const link: Link = (end) => {
      ends.push(end)
      return words('hello')(end)
    }
    const written = await Promise.all([1, 2, 3, 4].map(() => journal.write('garden', link)))
    expect(new Set(written.map((entry) => entry?.name)).size).toBe(4)
    expect(ends.map(({ prev }) => prev[0])).toEqual([0, 1, 2, 3])
  })

  test('what is written once is not written again, and takes no name', async () => {
    const journal = await open()
    const write = () => journal.write('garden', words('hello'), { once: 'later/a/0' })
    const written = await Promise.all([write(), write(), write()])
    expect(written.filter(Boolean)).toHaveLength(1)
    await journal.settle(['garden/device.1'])
    expect(await write()).toBeNull()
    expect((await journal.write('garden', words('next')))?.name).toBe('device.2')
    expect(await journal.write('garden', words('other'), { once: 'later/b/0' })).not.toBeNull()
  })

  test('each room has its own chain', async () => {
    const journal = await open()
    await journal.write('garden', words('a'))
    const other = await journal.write('kitchen', words('b', 'kitchen'))
    expect(other?.name).toBe('device.1')
    await journal.settle(['garden/device.1'])
    expect(await journal.unsent()).toEqual([other])
  })

  test('if two tabs sign the same record, both use the signature that was stored first', async () => {
    const journal = await open()
    await journal.write('garden', words('hello'))
    const [first, second] = await Promise.all([
      journal.sign('garden/device.1', new Uint8Array([1])),
      journal.sign('garden/device.1', new Uint8Array([2])),
    ])
    expect(second?.record).toEqual(first?.record)
    expect((await journal.unsent())[0]?.record).toEqual(first?.record)
  })

  test("a settled record can't be signed any more", async () => {
    const journal = await open()
    await journal.write('garden', words('hello'))
    await journal.settle(['garden/device.1', 'garden/device.99'])
    expect(await journal.sign('garden/device.1', new Uint8Array([1]))).toBeNull()
    expect(await journal.unsent()).toEqual([])
  })

  test('a refusal moves the text to the unsent messages, but only once', async () => {
    const journal = await open()
    await journal.write('garden', words('hello'))
    await journal.refuse('garden/device.1', kept)
    expect([await journal.unsent(), await journal.notSent()]).toEqual([[], [kept]])
    await journal.discard(kept.id)
    await journal.refuse('garden/device.1', kept)
    expect(await journal.notSent()).toEqual([])
  })

  test('a settled message is not among the unsent ones, whether the refusal came before or after', async () => {
    const journal = await open()
    for (const text of ['refused before', 'refused after']) await journal.write('garden', words(text))
    const after = { ...kept, id: 'garden/device.2' }
    expect(await journal.refuse(kept.id, kept)).toBe(true)
    await journal.settle([kept.id, after.id])
    expect(await journal.refuse(after.id, after)).toBe(false)
    expect([await journal.unsent(), await journal.notSent()]).toEqual([[], []])
  })

  test('writing a replacement and removing the old record is one step', async () => {
    const journal = await open()
    await journal.write('garden', words('early'))
    await journal.write('garden', words('early'), { entry: 'garden/device.1' })
    expect((await journal.unsent()).map(({ name }) => name)).toEqual(['device.2'])
    await journal.refuse('garden/device.2', { ...kept, id: 'device.2' })
    await journal.write('garden', words('again'), { notSent: 'device.2' })
    expect([(await journal.unsent()).length, (await journal.notSent()).length]).toEqual([1, 0])
  })

  test('if two tabs write the same replacement, only the first one is written', async () => {
    const journal = await open()
    await journal.write('garden', words('early'))
    const both = [1, 2].map(() => journal.write('garden', words('again'), { entry: 'garden/device.1' }))
    expect((await Promise.all(both)).map((entry) => entry?.name)).toEqual(['device.2', undefined])
    await journal.refuse('garden/device.2', { ...kept, id: 'device.2' })
    const again = [1, 2].map(() => journal.write('garden', words('again'), { notSent: 'device.2' }))
    expect((await Promise.all(again)).map((entry) => entry?.name)).toEqual(['device.3', undefined])
    expect((await journal.unsent()).map(({ name }) => name)).toEqual(['device.3'])
  })

  test('an entry can be moved to another segment', async () => {
    const journal = await open()
    await journal.write('garden', words('hello'))
    await journal.move('garden/device.1', 7)
    expect((await journal.unsent())[0]?.segment).toBe(7)
  })
})

test('two tabs with their own database connections never use the same name either', async () => {
  const user = `user-${++databases}`
  const tabs = await Promise.all([1, 2].map(async () => journalInDatabase(await openLocalDatabase(user))))
  const ends: ChainEnd[] = []
  const link: Link = (end) => {
    ends.push(end)
    return words('hello')(end)
  }
  const writing = Array.from({ length: 40 }, (_, at) => tabs[at % 2]?.write('garden', link))
  const written = await Promise.all(writing)
  expect(new Set(written.map((entry) => entry?.name)).size).toBe(40)
  expect(ends.map(({ seq, prev }) => [seq, prev[0]])).toEqual(ends.map((_, at) => [at + 1, at]))
})
