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

test('writes waiting changes together, in order', async () => {
  const { written, writer } = note()
  await Promise.all(['a', 'b', 'c'].map((name) => writer.commit(change(name))))
  await writer.commit(change('d'))
  expect(written).toEqual([['a', 'b', 'c'], ['d']])
})

test('puts at most 100 rows into a transaction, unless one change alone has more', async () => {
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

test('retries each change of a failed group alone, so that only the bad one fails', async () => {
  const { written, writer } = note('b')
  const outcomes = await Promise.allSettled(['a', 'b', 'c'].map((name) => writer.commit(change(name))))
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect(written).toEqual([['a'], ['c']])
})

test('retries nothing when the error would meet every change of the group', async () => {
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

test('idle also waits for changes added while it waits', async () => {
  const { written, writer } = note()
  void writer.commit(change('a')).then(() => writer.commit(change('b')))
  await writer.idle()
  await writer.idle()
  expect(written).toEqual([['a'], ['b']])
})
