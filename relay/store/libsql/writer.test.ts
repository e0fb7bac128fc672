import { expect, test } from 'vitest'
import type { Change } from '../store.ts'
import { Writer } from './writer.ts'

const change = (name: string, rows = 1): Change => ({
  documents: Array.from({ length: rows }, () => ({ name, state: new Uint8Array() })),
})
const namesOf = (changes: readonly Change[]) => changes.map(({ documents }) => documents?.[0]?.name)

/** Notes the transactions, and makes those that contain `bad` fail. */
const note = (bad = '', wouldMeetAll = false) => {
  const written: unknown[] = []
  const writer = new Writer({
    write: async (changes) => {
      if (namesOf(changes).includes(bad)) throw new Error('bad')
      written.push(namesOf(changes))
    },
    wouldMeetAll: () => wouldMeetAll,
  })
  return { written, writer }
}

test('changes that wait together are written together, in order', async () => {
  const { written, writer } = note()
  await Promise.all(['a', 'b', 'c'].map((name) => writer.commit(change(name))))
  await writer.commit(change('d'))
  expect(written).toEqual([['a', 'b', 'c'], ['d']])
})

test('a transaction takes no more than 100 rows, unless one change alone has more', async () => {
  const { written, writer } = note()
  const sizes: [string, number][] = [
    ['a', 60],
    ['b', 40],
    ['c', 1],
    ['d', 250],
    ['e', 1],
  ]
  await Promise.all(sizes.map(([name, rows]) => writer.commit(change(name, rows))))
  expect(written).toEqual([['a', 'b'], ['c'], ['d'], ['e']])
})

test('of a group that breaks each is tried alone, and only the bad one fails', async () => {
  const { written, writer } = note('b')
  const outcomes = await Promise.allSettled(['a', 'b', 'c'].map((name) => writer.commit(change(name))))
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect(written).toEqual([['a'], ['c']])
})

test('of a group that meets an error of all nothing is tried again', async () => {
  const { written, writer } = note('b', true)
  const outcomes = await Promise.allSettled(['a', 'b', 'c'].map((name) => writer.commit(change(name))))
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
  expect(written).toEqual([])
})

test('upkeep runs in its place in the queue, between two transactions', async () => {
  const { written, writer } = note()
  const all = [writer.commit(change('a')), writer.between(async () => void written.push('upkeep'))]
  await Promise.all([...all, writer.commit(change('b'))])
  expect(written).toEqual([['a'], 'upkeep', ['b']])
})

test('idle waits for what was entered while it waited', async () => {
  const { written, writer } = note()
  void writer.commit(change('a')).then(() => writer.commit(change('b')))
  await writer.idle()
  await writer.idle()
  expect(written).toEqual([['a'], ['b']])
})
