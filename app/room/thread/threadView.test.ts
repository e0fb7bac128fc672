import { createRoot } from 'solid-js'
import { expect, onTestFinished, test } from 'vitest'
import { makeRoomStage, openRoomTab, type RoomStage } from '../../../tests/world/app/room-tab.ts'
import { room } from '../../../tests/world/app/sending-tab.ts'
import { until } from '../../../tests/world/app/until.ts'
import { threadKey } from '../../own/follows.ts'
import type { PlacedPart } from '../model/threadParts.ts'
import { createThreadView } from './threadView.ts'

const reply = (text: string, thread: string) => ({ kind: 'post' as const, text, thread, threadSegment: 1 })

const openThread = async (stage: RoomStage, root: string) => {
  const tab = await openRoomTab(stage)
  const thread = createRoot((dispose) => {
    onTestFinished(dispose)
    return createThreadView(tab.view, root)
  })
  const says = (...texts: string[]) =>
    until(() =>
      thread
        .messages()
        .map(({ text }) => text)
        .join('|')
        .startsWith(texts.join('|')),
    )
  return { ...tab, thread, says }
}

/** Olga's root, Milo's reply, and something that is not in the thread. */
const asked = async () => {
  const stage = await makeRoomStage()
  const root = await stage.hear(stage.olga.post('soup or stew?'))
  stage.milo.post('never heard')
  await stage.hear(stage.milo.write(reply('stew', root)))
  await stage.hear(stage.olga.post('by the way'))
  const tab = await openThread(stage, root)
  await tab.says('soup or stew?', 'stew')
  return { ...tab, stage, root }
}

test('a thread has its root and its replies and nothing else of the room, and what is written there goes into it', async () => {
  const { thread, view, root, says, threadMarks } = await asked()
  expect(thread.messages()).toHaveLength(2)
  expect([thread.older(), thread.title(), thread.root().author]).toEqual(['none', 'Garden', 'Olga'])
  expect(thread.notices()).toEqual([])
  // The root is above the line of what is new.
  expect(thread.unreadFrom()?.name).toBe(root)
  await thread.post('soup')
  await says('soup or stew?', 'stew', 'soup')
  expect(view.messages().map(({ text }) => text)).toEqual(['soup or stew?', 'by the way'])
  const last = thread.messages().at(-1)
  if (last) thread.markRead(last)
  expect(threadMarks.of(threadKey(room, root))?.name).toBe(last?.name)
})

test('keeps its messages the same list while something is said elsewhere in the room', async () => {
  const { thread, view, stage } = await asked()
  const before = thread.messages()
  await stage.hear(stage.olga.post('and something else'))
  await until(() => view.messages().length === 3)
  expect(thread.messages()).toBe(before)
})

test('who was removed reads on in a public room and cannot reply', async () => {
  const { thread, stage } = await asked()
  expect(thread.mayPost()).toBe(true)
  const me = stage.members.get(stage.device.user)
  const members = new Map(stage.members)
  if (me) members.set(stage.device.user, { ...me, role: null, spans: [[1, 5]] } as never)
  stage.change({ members, visibility: 'public', guests: true })
  await until(() => !thread.mayPost())
  expect(thread.messages().map(({ text }) => text)).toEqual(['soup or stew?', 'stew'])
  expect(thread.messages()[0]?.acts.reply).toBe(false)
})

const part = (number: number, more: Partial<PlacedPart> = {}): PlacedPart => ({
  ...{ number, rootSegment: 1, root: null, count: 1, others: [], own: null, mention: null, last: null },
  ...more,
})

/** A root in the first of twenty segments, replies in the second, the tenth and the last, and other talk. */
const farApart = async () => {
  const stage = await makeRoomStage()
  const root = await stage.hear(stage.olga.post('long ago'))
  await stage.hear(stage.milo.write(reply('early', root)), 2)
  await stage.hear(stage.olga.write(reply('halfway', root)), 10)
  for (let line = 0; line < 60; line++) await stage.hear(stage.milo.post(`line ${line}`), 20)
  stage.change({ head: 20 })
  return { stage, root }
}

test('has the root and all replies, however far apart, and the timeline does not change for it', async () => {
  const { stage, root } = await farApart()
  const late = await stage.hear(stage.milo.write(reply('still true', root)), 20)
  const { thread, view, threadParts, says } = await openThread(stage, root)
  threadParts.set(root, [part(1, { count: 0, root: 'erased' }), part(2), part(10), part(20)])
  await until(() => view.find(late) !== null)
  const shown = view.messages()
  expect([thread.root().state, thread.older()]).toEqual(['not-here', 'more'])
  await thread.loadOlder()
  await says('long ago', 'still true')
  await thread.loadOlder()
  await says('long ago', 'halfway', 'still true')
  while (thread.older() === 'more') await thread.loadOlder()
  await says('long ago', 'early', 'halfway', 'still true')
  expect(thread.older()).toBe('none')
  expect([view.messages(), view.older()]).toEqual([shown, 'more'])
  view.unloadOlder()
  view.releaseFarFrom(20)
  expect(thread.messages()).toHaveLength(4)

  // It is alive: what changes there shows.
  await stage.hear(stage.olga.write({ kind: 'edit', text: 'long, long ago' }, root))
  await says('long, long ago')
  await stage.hear(stage.milo.write(reply('late', root)), 10)
  await until(() => thread.messages().length === 5)
})

test('has all replies too where nobody knows which parts have some, as for a guest', async () => {
  const { stage, root } = await farApart()
  const late = await stage.hear(stage.milo.write(reply('still true', root)), 20)
  const { thread, view, threadParts, says } = await openThread(stage, root)
  await until(() => view.find(late) !== null)
  while (thread.older() === 'more') await thread.loadOlder()
  await says('long ago', 'early', 'halfway', 'still true')
  expect(thread.older()).toBe('none')
  threadParts.set(root, [part(1, { count: 0 }), part(2), part(10), part(20)])
  expect(thread.older()).toBe('none')
})

test('its line counts each reply once before, while and after it is open', async () => {
  const { stage, root } = await farApart()
  const { view, threadParts } = await openRoomTab(stage)
  const last = { user: 'milo', author: 'Milo', name: 'x', time: 1, text: 'early' }
  threadParts.set(root, [part(2, { last }), part(10, { last })])
  const count = () => view.summaryOf(root)?.count
  expect(count()).toBe(2)
  const held = view.hold(root)
  while (held.older() === 'more') await held.loadOlder()
  expect(count()).toBe(2)
  held.close()
  await until(() => view.repliesTo(root).length === 0)
  expect(count()).toBe(2)
})

test('lets go of what only it needed when it is closed', async () => {
  const { stage, root } = await farApart()
  const { view, threadParts, documents } = await openRoomTab(stage)
  threadParts.set(root, [part(2), part(10)])
  const open = () => documents.all().map(({ name }) => name.split('/').at(-1))
  const before = open()
  const held = view.hold(root)
  while (held.older() === 'more') await held.loadOlder()
  expect(open()).toEqual([...before, '10', '2'])
  held.close()
  await until(() => open().length === before.length)
  expect(open()).toEqual(before)
})

test('of a root that nobody says the place of looks for it, once', async () => {
  const stage = await makeRoomStage()
  const root = await stage.hear(stage.olga.post('long ago'))
  for (let line = 0; line < 60; line++) await stage.hear(stage.milo.post(`line ${line}`), 3)
  await stage.hear(stage.milo.write({ kind: 'post', text: 'still true', thread: root }), 3)
  stage.change({ head: 3 })
  const { thread, says } = await openThread(stage, root)
  await says('still true')
  expect([thread.root().state, thread.older()]).toEqual(['not-here', 'more'])
  while (thread.older() === 'more') await thread.loadOlder()
  await says('long ago', 'still true')
  expect(thread.older()).toBe('none')
})
