import 'fake-indexeddb/auto'
import { deleteDB } from 'idb'
import { expect, test } from 'vitest'
import { FakeClock } from '../../tests/world/app/fake-clock.ts'
import { until } from '../../tests/world/app/until.ts'
import { Listeners } from '../base/listeners.ts'
import { newSummary } from '../lobby/model/summaries.ts'
import { openUnsent } from '../outgoing/unsent.ts'
import { localDatabaseName } from '../store/database.ts'
import { entryId, type Link } from '../store/journal.ts'
import { openLocalStore } from '../store/localStore.ts'
import type { StorageTrouble } from '../store/storageTrouble.ts'
import type { Tabs } from '../store/tabs.ts'
import { putBack, Rescue, type Saved } from './saved.ts'

const link =
  (text: string): Link =>
  (end) => ({
    entry: {
      name: `device.${end.seq}`,
      room: 'garden',
      segment: 1,
      unsigned: new TextEncoder().encode(text),
      record: null,
      at: 0,
    },
    next: { ...end, seq: end.seq + 1 },
  })

const tabs: Tabs = { heard: new Listeners(), tell: () => {}, close: () => {} }
const where = { room: 'garden', segment: 1, newest: 0 }
const due = { room: 'garden', segment: 1, name: 'device.1', time: 1, at: 2 }
let users = 0

const openSession = async (user = `user-${++users}`) => {
  const clock = new FakeClock()
  const troubles: StorageTrouble[] = []
  const again: Saved[] = []
  const rescue = new Rescue(clock, (saved) => again.push(saved))
  const store = await openLocalStore(
    user,
    (what) => troubles.push(what),
    () => rescue.begin(),
  )
  const book = await openUnsent({ journal: store.journal, tabs, counts: () => true, failed: () => {} })
  const act = { id: 'act', act: { do: 'leave', room: 'garden' }, at: 1 } as const
  const outbox = { acts: () => [act], refused: () => [] }
  let keptAnew = 0
  rescue.watch({
    book,
    outbox,
    pictures: { all: () => [['hash', new Uint8Array([1])]] },
    summaries: { all: () => [newSummary('garden', 1)] },
    knownKeys: { all: () => [['garden', { pins: {}, lookedAt: 1, members: ['olga'] }]] },
    aboveHead: { all: () => [['garden', 2]] },
    erasing: { all: () => [due] },
    documents: { keepAnew: async () => void keptAnew++ },
  })
  const write = rescue.writes((_, body) => book.write('garden', link('text' in body ? body.text : '')))
  return { user, clock, troubles, again, rescue, store, book, write, keptAnew: () => keptAnew }
}
type Session = Awaited<ReturnType<typeof openSession>>

const say = ({ write }: Session, text: string) => write(where, { kind: 'post', text })

test('if the browser deletes the database, the app says so and puts what the tab holds into a new one', async () => {
  const session = await openSession()
  await say(session, 'before')
  await deleteDB(localDatabaseName(session.user))
  await until(() => session.troubles.length > 0)
  expect(session.troubles).toEqual(['evicted'])
  const meanwhile = say(session, 'meanwhile')
  session.clock.pass(500)
  await until(() => session.again.length > 0)
  expect(session.keptAnew()).toBe(1)
  const [saved] = session.again
  if (!saved) throw new Error('nothing was saved')

  const next = await openSession(session.user)
  await putBack(saved, next.store)
  expect(await next.store.journal.unsent()).toMatchObject([{ name: 'device.1' }])
  expect(await next.store.table('outbox').entries()).toMatchObject([['act', { id: 'act' }]])
  expect(await next.store.table('pictures').entries()).toEqual([['hash', new Uint8Array([1])]])
  expect(await next.store.table('summaries').entries()).toMatchObject([['garden', { id: 'garden' }]])
  expect(await next.store.table('knownKeys').entries()).toMatchObject([['garden', { members: ['olga'] }]])
  expect(await next.store.table('aboveHead').entries()).toEqual([['garden', 2]])
  expect(await next.store.table('erasing').entries()).toEqual([['garden/device.1', due]])
  const written: string[] = []
  saved.goOn(async (_, body) => {
    written.push('text' in body ? body.text : '')
    return null
  })
  await meanwhile
  await say(session, 'too late')
  expect(written).toEqual(['meanwhile', 'too late'])
})

test("putting an entry back doesn't overwrite what another tab has already put back and changed", async () => {
  const session = await openSession()
  const entry = await say(session, 'words')
  if (!entry) throw new Error('not written')
  await session.store.journal.sign(entryId(entry), new Uint8Array([7]))
  await session.store.journal.restore([entry], [])
  expect(await session.store.journal.unsent()).toMatchObject([{ record: new Uint8Array([7]) }])
})

test('a session that has ended puts nothing back, because somebody else may sign in here next', async () => {
  const session = await openSession()
  await say(session, 'private')
  await deleteDB(localDatabaseName(session.user))
  await until(() => session.troubles.length > 0)
  session.rescue.close()
  session.clock.pass(10_000)
  await Promise.resolve()
  expect(session.again).toEqual([])
})

test('if a newer version of the app takes the database, nothing is lost and the tab opens it again', async () => {
  const session = await openSession()
  await say(session, 'kept')
  const { openDB } = await import('idb')
  const newer = await openDB(localDatabaseName(session.user), 99)
  newer.close()
  session.clock.pass(500)
  await until(() => session.again.length > 0)
  expect([session.troubles, session.again.length]).toEqual([[], 1])
  const next = await openSession(session.user)
  expect(await next.store.journal.unsent()).toMatchObject([{ name: 'device.1' }])
  expect(next.troubles).toEqual([])
})

test("if another tab has put everything back, this tab continues without waiting, so dismissed messages don't return", async () => {
  const session = await openSession()
  await say(session, 'words')
  await deleteDB(localDatabaseName(session.user))
  await until(() => session.troubles.length > 0)
  session.rescue.putBackElsewhere()
  await until(() => session.again.length > 0)
  session.clock.pass(500)
  await Promise.resolve()
  expect(session.again).toHaveLength(1)
  expect(session.again[0]?.unsent).toHaveLength(1)
})

test('a tab whose database still exists ignores that another tab put something back', async () => {
  const session = await openSession()
  session.rescue.putBackElsewhere()
  session.clock.pass(500)
  await Promise.resolve()
  expect(session.again).toEqual([])
})
