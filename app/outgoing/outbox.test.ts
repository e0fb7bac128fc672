import { expect, test } from 'vitest'
import type { Act } from '../../shared/room/acts.ts'
import { FakeClock } from '../../tests/world/app/fake-clock.ts'
import { fakeLocks } from '../../tests/world/app/fake-locks.ts'
import { until } from '../../tests/world/app/until.ts'
import { Listeners } from '../base/listeners.ts'
import { tableInMemory } from '../base/table.ts'
import type { Tabs, TabWord } from '../store/tabs.ts'
import type { Answer } from '../sync/api.ts'
import { openOutbox } from './outbox.ts'
import type { QueuedAct } from './queuedActs.ts'

const room = 'AAAAAAAAAAAAAAAAAAAAAA'
const make: Act = { do: 'make', room, name: 'garden', topic: '', visibility: 'public' }
const leave: Act = { do: 'leave', room }
const done: Answer = { status: 200, body: { result: { room, name: 'garden 2' } } }

const passUntil = (clock: FakeClock, holds: () => boolean) =>
  until(() => {
    clock.pass(5_000)
    return holds()
  })

/** A fake HTTP side of a relay: it answers from a list, then with `done`. */
const stage = async (...answers: Answer[]) => {
  const uploaded: string[] = []
  const pictures = { upload: async (hash: string) => uploaded.push(hash) > 1 }
  const table = tableInMemory<QueuedAct>()
  const locks = fakeLocks()
  const clock = new FakeClock()
  const asked: { id: string; act: Act }[] = []
  const expired: string[] = []
  const failures: unknown[] = []
  const post = async (_: string, body: object) => {
    asked.push(body as QueuedAct)
    return answers.shift() ?? done
  }
  const tabs: Listeners<TabWord>[] = []
  const openTab = () => {
    const heard = new Listeners<TabWord>()
    tabs.push(heard)
    const tell: Tabs['tell'] = (word) => {
      for (const other of tabs) if (other !== heard) other.emit(word)
    }
    const api = { get: async () => done, post, upload: async () => done }
    const expire = () => expired.push('expired')
    return openOutbox({
      user: 'olga',
      table,
      tabs: { heard, tell, close: () => {} },
      api,
      locks,
      clock,
      pictures,
      expired: expire,
      failed: (error) => failures.push(error),
    })
  }
  return { outbox: await openTab(), openTab, clock, asked, uploaded, expired, table, failures }
}

test('repeats an act with the same key until the relay answers, and later acts wait', async () => {
  const { outbox, clock, asked } = await stage('offline')
  const first = await outbox.add(make)
  await outbox.add(leave)
  await passUntil(clock, () => asked.length > 1)
  expect(await first.answer).toEqual({ ok: true, name: 'garden 2' })
  await until(() => outbox.acts().length === 0)
  expect(asked.map(({ act }) => act.do)).toEqual(['make', 'make', 'leave'])
  expect(asked[1]?.id).toBe(asked[0]?.id)
})

test('shows an act at once, and sends it only when it is stored', async () => {
  const { outbox, asked, table } = await stage()
  const { put } = table
  let store = () => {}
  table.put = async (...row) => {
    await new Promise<void>((stored) => {
      store = stored
    })
    await put(...row)
  }
  const added = outbox.add(leave)
  expect(outbox.acts().map(({ act }) => act)).toEqual([leave])
  outbox.send()
  await new Promise((turn) => setTimeout(turn))
  expect(asked).toEqual([])
  store()
  await (await added).answer
  expect(asked.map(({ act }) => act)).toEqual([leave])
})

test('keeps an act that uses a picture waiting until the relay has the picture', async () => {
  const { outbox, clock, asked, uploaded } = await stage()
  const picture = 'A'.repeat(43)
  const first = await outbox.add({ ...make, picture })
  await until(() => uploaded.length > 0)
  expect(asked).toEqual([])
  await passUntil(clock, () => asked.length > 0)
  expect(await first.answer).toMatchObject({ ok: true })
  expect(uploaded).toEqual([picture, picture])
})

test('reports each person left out of a new room, even after a reload, until you dismiss it', async () => {
  const [stan, milo] = ['SSSSSSSSSSSSSSSSSSSSSA', 'MMMMMMMMMMMMMMMMMMMMMA']
  const { outbox, openTab, asked } = await stage({
    status: 200,
    body: { result: { room, name: 'garden', leftOut: [stan, milo] } },
  })
  const { answer } = await outbox.add({ ...make, members: [stan, milo] })
  expect(await answer).toMatchObject({ ok: true })
  const reloaded = await openTab()
  expect(reloaded.refused().map(({ act, refused }) => ({ act, refused }))).toEqual(
    [milo, stan].map((user) => ({ act: { do: 'add', room, user }, refused: 'invite-only' })),
  )
  for (const { id } of reloaded.refused()) await reloaded.dismiss(id)
  expect([reloaded.refused(), asked.length]).toEqual([[], 1])
})

test('a refusal counts as an answer', async () => {
  const { outbox } = await stage({ status: 403, body: { error: 'private' } })
  expect(await outbox.ask({ do: 'join', room }, 1_000)).toBe('private')
  expect(outbox.acts()).toEqual([])
})

test('keeps a refusal that arrives when nobody waits for it, even after a reload, until you dismiss it', async () => {
  const { outbox, openTab } = await stage({ status: 403, body: { error: 'owner-must-hand-over' } })
  expect(await outbox.ask(leave, 0)).toBeNull()
  await until(() => outbox.refused().length === 1)
  expect(outbox.acts()).toEqual([])
  const again = await openTab()
  expect(again.refused()).toMatchObject([{ act: leave, refused: 'owner-must-hand-over' }])
  await again.dismiss(again.refused()[0]?.id ?? '')
  await until(() => outbox.refused().length === 0)
})

test("doesn't report a refusal if the result is already as wanted", async () => {
  const { outbox } = await stage({ status: 403, body: { error: 'not-a-member' } })
  await outbox.ask(leave, 0)
  await until(() => outbox.acts().length === 0)
  expect(outbox.refused()).toEqual([])
})

test("doesn't keep a refusal that its sender has heard, even if another tab sent the act", async () => {
  const { outbox, openTab } = await stage('offline', { status: 403, body: { error: 'private' } })
  const other = await openTab()
  const heard = outbox.ask({ do: 'join', room }, 60_000)
  await until(() => outbox.acts().length === 1)
  await until(() => {
    other.send()
    return outbox.acts().length === 0
  })
  expect(await heard).toBe('private')
  await until(() => other.refused().length === 0 && outbox.refused().length === 0)
})

test("sends an act even if the disk can't store it, and reports the problem", async () => {
  const { outbox, table, asked, failures } = await stage()
  table.put = async () => {
    throw new DOMException('no room', 'QuotaExceededError')
  }
  const { answer } = await outbox.add(make)
  expect((await answer).ok).toBe(true)
  expect([asked.length, failures.length, outbox.acts()]).toEqual([1, 1, []])
})

test("sends an act only once, even if the disk can't delete it", async () => {
  const { outbox, table, asked } = await stage()
  table.delete = async () => {
    throw new DOMException('closing', 'InvalidStateError')
  }
  await (await outbox.add(make)).answer
  outbox.send()
  await until(() => outbox.acts().length === 0)
  expect(asked.length).toBe(1)
})

test.each([
  ['a full disk', { status: 507, body: { error: 'full' } }],
  ['a crash', { status: 500, body: {} }],
  ['a rate limit', { status: 429, body: { error: 'too-fast' } }],
])('%s of the relay makes the app wait and try again', async (_, answer) => {
  const { outbox, clock, asked } = await stage(answer)
  const { answer: answered } = await outbox.add(leave)
  await passUntil(clock, () => asked.length > 1)
  expect((await answered).ok).toBe(true)
})

test('keeps the act when the sign-in session has ended, and says so', async () => {
  const { outbox, expired } = await stage({ status: 401, body: { error: 'signed-out' } })
  await outbox.add(make)
  await until(() => expired.length === 1)
  expect(outbox.acts()).toHaveLength(1)
})

test('two tabs send an act once, and both hear the answer', async () => {
  const { outbox, openTab, asked } = await stage()
  const other = await openTab()
  const heard: string[] = []
  other.answered.subscribe(({ act }) => heard.push(act.do))
  await outbox.add(make)
  other.send()
  await until(() => heard.length === 1)
  expect([asked.length, heard, other.acts()]).toEqual([1, ['make'], []])
})

test('a room you create again under another name is no longer shown as refused, even if the tab dies at that moment', async () => {
  const { outbox, openTab, table, clock } = await stage({ status: 409, body: { error: 'name-taken' } }, 'offline')
  await outbox.add(make)
  await until(() => outbox.refused().length === 1)
  const [refused] = outbox.refused()
  await table.put('later', { id: 'later', act: { ...make, name: 'orchard' }, at: refused!.at + 1 })
  const reloaded = await openTab()
  expect(reloaded.refused()).toEqual([])
  expect(reloaded.acts()).toMatchObject([{ id: 'later' }])
  reloaded.send()
  await passUntil(clock, () => reloaded.acts().length === 0)
  expect(await table.entries()).toEqual([])
})

test("still knows what waits and what was refused while the disk can't be read", async () => {
  const { outbox, table, failures } = await stage('offline', 'offline', 'offline')
  await outbox.add(make)
  await outbox.add(leave)
  const [first] = outbox.acts()
  table.entries = () => Promise.reject(new Error('no disk'))
  table.delete = () => Promise.reject(new Error('no disk'))
  await outbox.dismiss(first!.id)
  expect(outbox.acts().map(({ act }) => act.do)).toEqual(['leave'])
  expect(failures).toHaveLength(1)
})
