import { openDB } from 'idb'
import { describe, expect, test } from 'vitest'
import { applyUpdate } from 'yjs'
import { writeUpdate } from '../../shared/wire/update.ts'
import { dieAtStep } from '../../tests/world/app/dying-tab.ts'
import { bytes, openTab, stage as stageTabs } from '../../tests/world/app/open-tabs.ts'
import { first, logOf, mine, pause, second, segment, stage } from '../../tests/world/app/restored-relay.ts'
import { until } from '../../tests/world/app/until.ts'
import { documentDatabase } from './deviceCopy.ts'

type Stage = Awaited<ReturnType<typeof stage>>

/** Whatever replaces a segment's copy, as far as it can be begun from outside. */
const causes: { why: string; begin(stage: Stage): unknown }[] = [
  { why: "the relay's refusals are forgotten", begin: ({ document }) => document.forgetDeleted() },
  { why: 'its Yjs client id is that of another device', begin: ({ document }) => document.rebuild() },
  {
    why: 'somebody else wrote where the lost messages were',
    begin: ({ relay }) => {
      const deleted = [{ client: 50, clock: 0, length: 2 }]
      const update = writeUpdate({ blocks: [{ client: 50, clock: 0, structs: [{ empty: 2 }] }], deleted })
      applyUpdate(relay.document(segment), update)
      relay.say(segment, { type: 'update', update })
    },
  },
  {
    why: 'the backup still has what was erased',
    begin: async ({ relay, document }) => {
      relay.documents.delete(segment)
      applyUpdate(relay.document(segment), logOf(1, mine))
      document.syncAnew()
    },
  },
]

describe('a tab that dies while a segment starts over after a restored backup', () => {
  test.each(causes)('loses no message of others, whenever it dies: $why', async ({ begin }) => {
    for (let step = 1, isDead = true; isDead; step++) {
      const one = await stage()
      const { relay, document, die, user, cameBack } = one
      // Erased here, and only here: the backup has it again.
      document.add(mine.name, mine.bytes)
      await until(() => relay.taken.includes(mine.name))
      relay.erase(segment, mine.name)
      await until(() => !document.map.has(mine.name))
      await cameBack()
      const tab = dieAtStep(step)
      const begun = Promise.resolve(begin(one)).then(() => until(() => document.state().name === 'synced'))
      await Promise.race([begun, until(tab.isDead)])
      isDead = tab.isDead()
      die()
      tab.end()
      relay.isDown = true
      const again = openTab(relay, { user }).documents.open(segment)
      await again.loaded
      const held = [...again.map.keys()].filter((name) => name !== mine.name).sort()
      expect({ step, held }).toEqual({ step, held: [first.name, second.name] })
    }
  })
})

test('what another tab stored meanwhile stays when a segment starts over', async () => {
  const { relay, user } = stageTabs()
  relay.isDown = true
  const document = openTab(relay, { user }).documents.open(segment)
  await document.loaded
  document.add('a.1', bytes('said here'))
  const database = await openDB(documentDatabase(user, segment))
  await database.add('updates', logOf(9, { name: 'a.2', bytes: bytes('said there') }))
  database.close()
  await document.forgetDeleted()
  const next = openTab(relay, { user }).documents.open(segment)
  await next.loaded
  for (const { map } of [document, next]) expect([...map.keys()].sort()).toEqual(['a.1', 'a.2'])
})

test('a copy is replaced only once everything is stored that follows from what the relay has', async () => {
  const { user, document, cameBack } = await stage()
  let store = () => {}
  document.asked.subscribe(({ keepUntil }) => {
    keepUntil(new Promise<void>((resolve) => (store = resolve)))
  })
  await cameBack()
  const replaced = document.forgetDeleted()
  await pause()
  expect(await versionOf(user)).toBe(1)
  store()
  await replaced
  expect(await versionOf(user)).toBe(2)
})

/** Each replacement makes a new version of the database. */
const versionOf = async (user: string): Promise<number> => {
  const database = await openDB(documentDatabase(user, segment))
  database.close()
  return database.version
}
