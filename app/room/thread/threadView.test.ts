import { createRoot } from 'solid-js'
import { expect, onTestFinished, test } from 'vitest'
import { makeRoomStage, openRoomTab, type RoomStage } from '../../../tests/world/app/room-tab.ts'
import { room } from '../../../tests/world/app/sending-tab.ts'
import { until } from '../../../tests/world/app/until.ts'
import { threadKey } from '../../own/follows.ts'
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

test('of a root in an older part of the room loads older parts until it is there', async () => {
  const stage = await makeRoomStage()
  const root = await stage.hear(stage.olga.post('long ago'))
  for (let line = 0; line < 60; line++) await stage.hear(stage.milo.post(`line ${line}`), 3)
  await stage.hear(stage.milo.write(reply('still true', root)), 3)
  stage.change({ head: 3 })
  const { thread, view, says } = await openThread(stage, root)
  await says('still true')
  expect([thread.root().state, thread.older()]).toEqual(['not-here', 'more'])
  while (thread.older() === 'more') await thread.loadOlder()
  await says('long ago', 'still true')
  expect(thread.older()).toBe('none')
  const release = view.keepOlder()
  view.unloadOlder()
  expect(thread.root().state).toBe('here')
  release()
})
