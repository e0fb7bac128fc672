import { expect, test } from 'vitest'
import { readRoster } from '../../../shared/room/roster.ts'
import { rosterName } from '../../../shared/wire/documents.ts'
import { FakeClock } from '../../../tests/world/app/fake-clock.ts'
import { until } from '../../../tests/world/app/until.ts'
import { Listeners } from '../../base/listeners.ts'
import { tableInMemory } from '../../base/table.ts'
import type { Restored } from '../../sync/openDocument.ts'
import { History, type HistoryParts, type Visit } from './history.ts'

const room = 'AAAAAAAAAAAAAAAAAAAAAA'

const stage = () => {
  const index = new Map<string, unknown>([
    ['head', 3],
    ['segment/1', [1, 2, 1_000]],
    ['segment/2', [3, 4, 1_000]],
  ])
  const visited: string[] = []
  const arrived: string[] = []
  const clock = new FakeClock()
  const roster = { name: rosterName(room), restored: new Listeners<Restored>() }
  /** Simulates a relay restored from a backup: the open roster is told. */
  const restore = async () => {
    const works: Promise<unknown>[] = []
    roster.restored.emit({ entries: index, before: index, keepUntil: (work) => works.push(work) })
    await Promise.all(works)
  }
  const visits = tableInMemory<Visit>()
  const parts = {
    summaries: { all: () => [{ id: room }] },
    live: { find: () => ({ roster: readRoster(index) }) },
    documents: {
      each: (act: (document: typeof roster) => void) => {
        act(roster)
        return () => {}
      },
      open: (name: string) => {
        visited.push(name)
        return { state: () => ({ name: 'synced' }) }
      },
      close: async () => {},
    },
    visits,
    activity: { knows: () => true, look: async () => {} },
    clock,
    arrived: async (name: string) => void arrived.push(name),
    network: () => 'online',
  }
  // The stage has only the parts that `History` uses.
  const history = new History(parts as unknown as HistoryParts)
  const visitedAfter = (count: number) =>
    until(() => {
      clock.pass(31_000)
      return visited.length >= count
    })
  return { index, visited, arrived, visitedAfter, visits, clock, restore, history }
}

test('visits each sealed segment once, the newest first', async () => {
  const { visited, visitedAfter, arrived, history } = stage()
  await visitedAfter(2)
  expect(visited).toEqual([`room/${room}/2`, `room/${room}/1`])
  await until(() => arrived.length === 2)
  expect(arrived).toEqual(visited)
  history.close()
})

test('a room that is known only some seconds after the start does not wait for half a minute', async () => {
  const { index, visited, clock, history } = stage()
  index.set('head', 1)
  const passes = async (ms: number) => {
    const end = clock.now() + ms
    for (; clock.now() < end; clock.pass(100)) await new Promise((turn) => setTimeout(turn))
  }
  await passes(4_000)
  index.set('head', 3)
  await passes(4_000)
  expect(visited).toEqual([`room/${room}/2`, `room/${room}/1`])
  history.close()
})

test('fetches a sealed segment again after a late post went into it', async () => {
  const { index, visited, visitedAfter, history } = stage()
  await visitedAfter(2)
  index.set('segment/1', [1, 2, 1_001])
  await visitedAfter(3)
  expect(visited.slice(2)).toEqual([`room/${room}/1`])
  history.close()
})

test('after a backup is restored, visits every sealed segment again at once, even if its count is the same', async () => {
  const { visited, visitedAfter, restore, visits, clock, history } = stage()
  await visitedAfter(2)
  while ((await visits.entries()).length < 2) clock.pass(60)
  await restore()
  expect(await visits.entries()).toEqual([])
  const soon = clock.now() + 20_000
  await until(() => {
    clock.pass(60)
    return visited.length >= 4 || clock.now() > soon
  })
  expect(visited.slice(2)).toEqual([`room/${room}/2`, `room/${room}/1`])
  history.close()
})
