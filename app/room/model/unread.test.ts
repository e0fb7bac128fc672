import 'fake-indexeddb/auto'
import { expect, test } from 'vitest'
import { makeRoomStage, openRoomTab } from '../../../tests/world/app/room-tab.ts'
import { until } from '../../../tests/world/app/until.ts'

const stageWithTalk = async () => {
  const stage = await makeRoomStage()
  for (const text of ['one', 'two', 'three']) await stage.hear(stage.olga.post(text))
  const tab = await openRoomTab(stage)
  await tab.shows('one', 'two', 'three')
  return { stage, tab }
}

test('P76: marking a message as unread puts the mark right before it, and reading on keeps that it was marked', async () => {
  const { tab } = await stageWithTalk()
  const [one, two, three] = ['one', 'two', 'three'].map((text) => tab.message(text))
  tab.view.markRead(three!)
  expect(tab.view.markedUnread()).toBeNull()
  tab.view.markUnread(two!)
  expect(tab.readMarks.of(tab.view.id)).toMatchObject({ time: one!.time, name: one!.name })
  const marked = tab.view.markedUnread()
  expect(marked?.after).toEqual({ time: one!.time, name: one!.name })
  tab.view.markAllRead()
  expect(tab.readMarks.of(tab.view.id)).toMatchObject({ time: three!.time, name: three!.name, back: marked?.at })
})

test('marking the first message as unread leaves nothing read', async () => {
  const { tab } = await stageWithTalk()
  const one = tab.message('one')
  tab.view.markUnread(one)
  expect(tab.readMarks.of(tab.view.id)?.time).toBe(one.time - 1)
})

test('P76: replies marked as unread stay so even above an own reply, until the person reads on', async () => {
  const { stage, tab } = await stageWithTalk()
  const root = tab.message('one')
  await stage.hear(stage.olga.write({ kind: 'post', text: 'theirs', thread: root.name, threadSegment: 1 }))
  await until(() => tab.view.repliesTo(root.name).length === 1)
  await tab.view.post('mine', { thread: { name: root.name, segment: root.segment } })
  await until(() => tab.view.repliesTo(root.name).length === 2)
  expect(tab.view.summaryOf(root.name)?.unread).toBe(0)
  const theirs = tab.view.repliesTo(root.name)[0]!
  tab.view.markThreadUnread(root.name, theirs)
  expect(tab.view.summaryOf(root.name)?.unread).toBe(1)
  expect(tab.view.threadMarkedUnread(root.name)).not.toBeNull()
  tab.view.markThreadRead(root.name, theirs)
  expect(tab.view.summaryOf(root.name)?.unread).toBe(0)
})
