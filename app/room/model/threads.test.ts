import { describe, expect, test } from 'vitest'
import type { Body, PostBody } from '../../../shared/record/kinds.ts'
import { readEntry } from '../../../shared/room/entry.ts'
import { segmentName } from '../../../shared/wire/documents.ts'
import { makeRoomStage, openRoomTab, type RoomStage } from '../../../tests/world/app/room-tab.ts'
import { room } from '../../../tests/world/app/sending-tab.ts'
import { until } from '../../../tests/world/app/until.ts'
import { threadKey } from '../../own/follows.ts'
import type { MessageView } from './RoomView.ts'
import type { PlacedPart } from './threadParts.ts'

const postsOn = ({ relay }: RoomStage, segment = 1) =>
  [...relay.document(segmentName(room, segment)).getMap('log')].flatMap(([name, bytes]) => {
    const entry = readEntry(name, bytes as Uint8Array)
    return entry?.body.kind === 'post' ? [{ name, ...entry.body }] : []
  })
const named = (messages: readonly MessageView[], text: string): MessageView => {
  const found = messages.find((message) => message.text === text)
  if (!found) throw new Error(`no message says ${text}`)
  return found
}

/** Milo asks, and Olga answers in the thread. Whatever is said next has a later time. */
const asked = async (shown: 'folded' | 'timeline' = 'folded') => {
  const stage = await makeRoomStage()
  stage.change({ threads: shown })
  const tab = await openRoomTab(stage)
  const say = (who: 'olga' | 'milo', body: Body, ref = '') => {
    const both = { olga: stage.olga.write(body, ref), milo: stage.milo.write(body, ref) }
    return stage.hear(both[who])
  }
  const root = await say('milo', { kind: 'post', text: 'soup or stew?' })
  const answer = (who: 'olga' | 'milo', text: string, more: Partial<PostBody> = {}) =>
    say(who, { kind: 'post', text, thread: root, threadSegment: 1, ...more })
  const first = await answer('olga', 'soup')
  await until(() => tab.view.repliesTo(root).length === 1)
  return { ...tab, stage, root, say, answer, first }
}

describe('a thread', () => {
  test('is folded into one line below its root, which says how many replied, who, when, and what is new', async () => {
    const { view, root, answer, texts, message } = await asked()
    await answer('milo', 'why not both')
    await answer('olga', 'indeed')
    await until(() => view.repliesTo(root).length === 3)
    expect(texts()).toEqual(['soup or stew?'])
    const { count, authors, last } = message('soup or stew?').replies ?? {}
    expect([count, authors?.map(({ author }) => author)]).toEqual([3, ['Olga', 'Milo']])
    expect(last).toBe(view.repliesTo(root)[2]?.time)
    expect(view.all().map(({ text }) => text)).toEqual(['soup or stew?', 'soup', 'why not both', 'indeed'])
  })

  test('is in the timeline where the room prefers that, as soon as a moderator decides it', async () => {
    const { stage, texts, shows, message, root } = await asked('timeline')
    expect(texts()).toEqual(['soup or stew?', 'soup'])
    expect(message('soup').thread).toEqual({ name: root, segment: 1 })
    stage.change({ threads: 'folded' })
    await shows('soup or stew?')
  })

  test('keeps its first reply in the timeline if its root is erased or is not loaded', async () => {
    const { view, root, say, answer, shows } = await asked()
    await answer('milo', 'both')
    await say('milo', { kind: 'erase' }, root)
    await shows('soup')
    expect(view.rootOf({ name: root, segment: 1 }).state).toBe('erased')
    const far = `${root.split('.')[0]}.zz`
    await say('olga', { kind: 'post', text: 'far away', thread: far, threadSegment: 7 })
    await say('olga', { kind: 'post', text: 'farther', thread: far, threadSegment: 7 })
    await until(() => view.all().length === 4)
    await shows('soup', 'far away')
    expect(view.rootOf({ name: far, segment: 7 }).state).toBe('not-here')
  })

  test('gets a reply that is folded as well, names its root and the segment of the root, and may quote', async () => {
    const { stage, view, root, first, texts } = await asked()
    await view.post('soup it is', { thread: { name: root, segment: 1 }, re: { name: first, segment: 1 } })
    await until(() => postsOn(stage).length === 3 && view.repliesTo(root).length === 2)
    expect(postsOn(stage).at(-1)).toMatchObject({ text: 'soup it is', thread: root, threadSegment: 1, re: first })
    expect(texts()).toEqual(['soup or stew?'])
    expect(named(view.repliesTo(root), 'soup it is').re).toMatchObject({ author: 'Olga', text: 'soup' })
  })

  test('gets all parts of a long reply, and a refused one is sent again into the thread', async () => {
    const { stage, view, root } = await asked()
    const thread = { name: root, segment: 1 }
    await view.post(`${'word '.repeat(4_000)}end`, { thread })
    await until(() => view.repliesTo(root).length === 3)
    stage.relay.judge = () => 'archived'
    await view.post('late', { thread })
    await until(() => view.notSent().length === 1)
    stage.relay.judge = () => null
    await view.sendAgain(view.notSent()[0]?.id ?? '')
    await until(() => view.repliesTo(root).some(({ text }) => text === 'late'))
  })

  test('hides a reply that is being erased, and brings it back', async () => {
    const { view, root } = await asked()
    await view.post('mine', { thread: { name: root, segment: 1 } })
    await until(() => view.repliesTo(root).length === 2)
    const mine = named(view.repliesTo(root), 'mine')
    await view.erase(mine)
    await until(() => view.repliesTo(root).length === 1)
    expect(view.erasing().map(({ text }) => text)).toEqual(['mine'])
    await view.undoErase(mine)
    await until(() => view.repliesTo(root).length === 2)
  })
})

test('one reply more gives a new list to its own thread, and all other threads keep theirs', async () => {
  const { view, root, say, answer } = await asked()
  const other = await say('milo', { kind: 'post', text: 'tea or coffee?' })
  await say('olga', { kind: 'post', text: 'tea', thread: other, threadSegment: 1 })
  await until(() => view.repliesTo(other).length === 1)
  const before = view.repliesTo(other)
  await answer('milo', 'both')
  await until(() => view.repliesTo(root).length === 2)
  expect(view.repliesTo(other)).toBe(before)
})

describe('of replies that are not in memory', () => {
  const others = (...times: number[]) => times.map((time) => ({ time, name: '' }))
  const part = (number: number, more: Partial<PlacedPart>): PlacedPart => ({
    ...{ number, rootSegment: 1, root: null, count: 0, others: [], own: null, mention: null, last: null },
    ...more,
  })
  const milo = { user: 'milo', author: 'Milo before', name: 'a', time: 5_000_000 }

  test('the line counts what is kept of them, and who wrote, under their names of today', async () => {
    const { view, root, message, threadParts } = await asked()
    const last = { ...milo, text: 'later' }
    threadParts.set(root, [
      part(1, { count: 1, others: others(1) }),
      part(4, { count: 3, others: others(1, 2, 3), last: { ...last, time: 4 } }),
      part(7, {
        count: 2,
        others: others(5_000_000),
        last,
        authors: [milo, { ...milo, user: null, author: 'kestrel', time: 1 }],
      }),
    ])
    view.markThreadRead(root, { time: 2, name: '' })
    const { count, unread, last: at, authors } = message('soup or stew?').replies ?? {}
    expect([count, unread, at]).toEqual([6, 3, 5_000_000])
    expect(authors?.map(({ author }) => author)).toEqual(['Milo', 'Olga', 'kestrel'])
  })

  test('a thread has a line if all of them are elsewhere, and none without any', async () => {
    const { view, say, message, threadParts } = await asked()
    const other = await say('milo', { kind: 'post', text: 'tea or coffee?' })
    await until(() => view.messages().length === 2)
    expect(message('tea or coffee?').replies).toBe(null)
    threadParts.set(other, [part(9, { count: 2, last: { ...milo, text: 'tea' } })])
    expect(message('tea or coffee?').replies).toMatchObject({ count: 2, last: milo.time, authors: [] })
  })

  test('the last own one and the first mention count for what is read and for following', async () => {
    const { view, root, threadParts, threadMarks } = await asked()
    expect(view.follows(root)).toBe(false)
    threadParts.set(root, [part(4, { count: 1, mention: { time: 7, name: 'x' }, last: { ...milo, text: '' } })])
    expect([view.follows(root), view.threadReadTo(root)?.time]).toEqual([true, 7])
    threadParts.set(root, [part(4, { count: 1, own: { time: 9, name: 'x' }, last: { ...milo, text: '' } })])
    expect([view.follows(root), view.threadReadTo(root)?.time]).toEqual([true, 9])
    view.follow(root, true)
    expect(threadMarks.of(threadKey(room, root))?.time).toBe(milo.time)
  })
})

describe('what is new in a thread', () => {
  test('goes on from where the person read in it, and from their own last reply', async () => {
    const { view, root, answer, message } = await asked()
    const unread = () => message('soup or stew?').replies?.unread
    expect(unread()).toBe(1)
    view.markThreadRead(root, named(view.all(), 'soup'))
    expect(unread()).toBe(0)
    await answer('olga', 'or stew')
    await until(() => unread() === 1)
    await view.post('stew', { thread: { name: root, segment: 1 } })
    await until(() => unread() === 0)
  })

  test('is read in the room too once everything before it is read there', async () => {
    const { view, root, say, readMarks } = await asked()
    await say('milo', { kind: 'post', text: 'by the way' })
    await until(() => view.messages().length === 2)
    const [question, soup, aside] = view.all()
    if (!question || !soup || !aside) throw new Error('three messages are expected')
    view.markRead(question)
    expect(readMarks.of(room)?.name).toBe(question.name)
    view.markThreadRead(root, soup)
    expect(readMarks.of(room)?.name).toBe(soup.name)
    view.markRead(aside)
    expect(readMarks.of(room)?.name).toBe(aside.name)
  })

  test('does not take the mark of the room over a message that was not read', async () => {
    const { view, root, readMarks } = await asked()
    view.markRead({ time: 1, name: '' })
    view.markThreadRead(root, named(view.all(), 'soup'))
    expect(readMarks.of(room)?.time).toBe(1)
    view.markRead(named(view.all(), 'soup or stew?'))
    expect(readMarks.of(room)?.name).toBe(named(view.all(), 'soup').name)
  })
})

describe('a person follows', () => {
  test('a thread in which they write or are mentioned, and no other', async () => {
    const { stage, view, root, say, answer } = await asked()
    expect(view.follows(root)).toBe(false)
    await answer('olga', 'and you?', { mentions: [stage.device.user] })
    await until(() => view.follows(root))
    const other = await say('milo', { kind: 'post', text: 'tea?' })
    await until(() => view.find(other) !== null)
    expect(view.follows(other)).toBe(false)
    await view.post('yes', { thread: { name: other, segment: 1 } })
    await until(() => view.follows(other))
  })

  test('the replies to their own message', async () => {
    const { view, say, message } = await asked()
    await view.post('lunch?')
    await say('milo', { kind: 'post', text: 'by the way' })
    await until(() => view.messages().length === 3)
    const { name } = message('lunch?')
    await say('olga', { kind: 'post', text: 'noon', thread: name, threadSegment: 1 })
    await until(() => view.repliesTo(name).length === 1)
    expect(view.follows(name)).toBe(true)
    expect(message('lunch?').replies?.unread).toBe(1)
  })

  test('what they decided, whatever they did', async () => {
    const { view, root, message } = await asked()
    view.follow(root, true)
    expect([view.follows(root), message('soup or stew?').replies?.unread]).toEqual([true, 0])
    await view.post('stew', { thread: { name: root, segment: 1 } })
    view.follow(root, false)
    await until(() => view.repliesTo(root).length === 2)
    expect(view.follows(root)).toBe(false)
  })
})
