import { expect, test } from 'vitest'
import { until } from '../../../tests/world/app/until.ts'
import { Listeners } from '../../base/listeners.ts'
import { tableInMemory } from '../../base/table.ts'
import type { TabWord } from '../../store/tabs.ts'
import { type KeptSummary, newSummary, openSummaries } from './summaries.ts'

const tower: KeptSummary = { ...newSummary('AAAAAAAAAAAAAAAAAAAAAA', 1), name: 'Tower', listed: true }
const alone = { heard: new Listeners<TabWord>(), tell: () => {}, close: () => {} }

test('a room being dropped leaves the list at once, and is found again if the tab closes before everything is deleted', async () => {
  const table = tableInMemory<KeptSummary>([[tower.id, tower]])
  const summaries = await openSummaries(table, alone)
  let allGone = () => {}
  summaries.remove(tower.id, new Promise((resolve) => (allGone = resolve)))
  expect(summaries.all()).toEqual([])
  expect((await openSummaries(table, alone)).all()).toEqual([tower])
  allGone()
  await until(async () => (await table.get(tower.id)) === undefined)
  expect((await openSummaries(table, alone)).all()).toEqual([])
})
