import { createRoot, createSignal } from 'solid-js'
import { describe, expect, onTestFinished, test } from 'vitest'
import { segmentName } from '../../../shared/wire/documents.ts'
import { makeRoomStage, openRoomTab, type RoomStage } from '../../../tests/world/app/room-tab.ts'
import { room } from '../../../tests/world/app/sending-tab.ts'
import { until } from '../../../tests/world/app/until.ts'
import type { Position } from '../../base/position.ts'
import { type Table, tableInMemory } from '../../base/table.ts'
import { Activity, type PlacedItem } from './activity.ts'
import type { ActivityItem } from './activityIn.ts'
import { seenKey, type ViewParts, viewActivity } from './viewActivity.ts'

type Kept = Table<readonly ActivityItem[]>

const openTab = async (stage: RoomStage, table: Kept = tableInMemory()) => {
  const tab = await openRoomTab(stage)
  const { segments, live, clock } = tab
  const activity = new Activity({ me: stage.device.user, segments, live, table, clock })
  onTestFinished(() => activity.close())
  /** What is about Ann now, once everything that is due has been read. */
  const items = () => {
    clock.pass(200)
    return activity.items()
  }
  const shows = (...expected: string[]) =>
    until(
      () =>
        items()
          .map(({ name }) => name)
          .join() === expected.join(),
    )
  return { ...tab, activity, table, items, shows }
}
const mentionOf = ({ device, milo }: RoomStage, text = 'hey') =>
  milo.write({ kind: 'post', text, mentions: [device.user] })

describe('mentions and reactions of all rooms', () => {
  test('are there as soon as they arrive, and at the next start before any room is opened', async () => {
    const stage = await makeRoomStage()
    const tab = await openTab(stage)
    const name = await stage.hear(mentionOf(stage))
    await tab.shows(name)
    await tab.view.post('mine')
    await until(() => tab.texts().includes('mine'))
    const mine = tab.message('mine').name
    await stage.hear(stage.olga.write({ kind: 'react', emoji: '👍', on: true }, mine))
    await until(() => tab.items().length === 2)
    await tab.close()

    const parts = { segments: { each: () => () => {}, all: () => [] }, live: { each: () => () => {} } }
    const clock = tab.clock
    const next = new Activity({ ...parts, me: stage.device.user, table: tab.table, clock } as never)
    await until(() => next.items().length === 2)
    expect(next.items().map(({ kind, room: id, segment }) => [kind, id, segment])).toEqual([
      [tab.items()[0]?.kind, room, 1],
      [tab.items()[1]?.kind, room, 1],
    ])
  })

  test('an erased message is gone from them at once, and from the disk', async () => {
    const stage = await makeRoomStage()
    const tab = await openTab(stage)
    const name = await stage.hear(mentionOf(stage))
    await tab.shows(name)
    await stage.hear(stage.milo.write({ kind: 'erase' }, name))
    await tab.shows()
    expect(await tab.table.entries()).toEqual([[segmentName(room, 1), []]])
  })

  test('those of somebody whom the room does not know any more are gone', async () => {
    const stage = await makeRoomStage()
    const tab = await openTab(stage)
    await tab.shows(await stage.hear(mentionOf(stage)))
    const milo = stage.members.get('milo')
    if (!milo) throw new Error('milo is no member')
    stage.members.set('milo', { ...milo, erasing: 5_000_000 } as typeof milo)
    stage.change()
    await tab.shows()
  })

  test('a part of the history that nobody has open is read when asked, and closed again', async () => {
    const stage = await makeRoomStage()
    const old = await stage.hear(mentionOf(stage, 'old'), 1)
    for (let line = 0; line < 60; line++) await stage.hear(stage.milo.post(`line ${line}`), 2)
    stage.change({ head: 2, segments: new Map([[1, [1, 2, 1]]]) })
    const tab = await openTab(stage)
    await until(() => tab.texts().length === 60)
    const document = segmentName(room, 1)
    await until(() => tab.items().length === 0 && !tab.activity.knows(document))
    const open = tab.documents.open(document)
    await until(() => open.map.size === 1)
    await tab.activity.look(document)
    expect(tab.segments.find(document)).toBeUndefined()
    await tab.documents.close(open)
    expect(tab.activity.knows(document)).toBe(true)
    expect(tab.items().map(({ name, segment }) => [name, segment])).toEqual([[old, 1]])
  })

  test('a room that is left is gone from them and from the disk', async () => {
    const stage = await makeRoomStage()
    const tab = await openTab(stage)
    await tab.shows(await stage.hear(mentionOf(stage)))
    tab.activity.forget(room)
    expect(tab.activity.items()).toEqual([])
    await until(async () => (await tab.table.entries()).length === 0)
  })
})

describe('the list of them', () => {
  const item = (more: Partial<PlacedItem> = {}): PlacedItem => ({
    kind: 'mention',
    name: 'device.1',
    time: 100,
    by: [{ user: 'milo', time: more.time ?? 100 }],
    room: 'garden',
    segment: 1,
    ...more,
  })
  const makeList = (all: readonly PlacedItem[]) => {
    const [blocked, block] = createSignal<ReadonlySet<string>>(new Set())
    const [rooms, setRooms] = createSignal(['garden'])
    const [set, setSet] = createSignal<unknown>()
    const [read, setRead] = createSignal<Position | null>(null)
    const written: unknown[] = []
    const parts = {
      summaries: { all: () => rooms().map((id) => ({ id })) },
      own: {
        of: (key: string) => (key === seenKey ? set() : undefined),
        set: (_: string, value: unknown) => {
          written.push(value)
          setSet(() => value)
        },
      },
      readMarks: { of: (id: string) => (id === 'garden' ? read() : null) },
      blocked,
    }
    const view = createRoot(() => viewActivity({ items: () => [...all] }, parts as unknown as ViewParts))
    const names = () => view.items().map(({ name }) => name)
    return { view, names, block, setRooms, setSet, setRead, written }
  }

  test('has no rooms that this person is not in', () => {
    const { names, setRooms } = makeList([item({ name: 'a' }), item({ name: 'b', room: 'tower' })])
    expect(names()).toEqual(['a'])
    setRooms(['tower'])
    expect(names()).toEqual(['b'])
  })

  test('has nothing of blocked people, and a message stands where its other reactions were', () => {
    const reactions = [
      { user: 'milo', time: 300, emoji: 'a' },
      { user: 'olga', time: 150, emoji: 'b' },
    ]
    const all = [item({ name: 'mention', time: 200 }), item({ name: 'mine', kind: 'reactions', by: reactions })]
    const { view, names, block } = makeList([...all, item({ name: 'other', by: [{ user: 'olga', time: 160 }] })])
    expect(names()).toEqual(['mine', 'mention', 'other'])
    block(new Set(['milo']))
    expect(names()).toEqual(['other', 'mine'])
    expect(view.items()[1]?.by).toEqual(reactions.slice(1))
  })

  test('what was seen in the list, or read in its room, is no longer new; a reaction has to be seen in the list', () => {
    const mine = item({ name: 'mine', kind: 'reactions', time: 50, by: [{ user: 'milo', time: 250, emoji: 'a' }] })
    const { view, setRead, written } = makeList([item({ name: 'one' }), item({ name: 'two', time: 200 }), mine])
    expect(view.unread()).toBe(3)
    setRead({ time: 100, name: 'one' })
    expect(view.unread()).toBe(2)
    setRead({ time: 500, name: 'x' })
    expect(view.unread()).toBe(1)
    view.see()
    expect([view.unread(), written]).toEqual([0, [{ time: 250, name: 'mine' }]])
    view.see()
    expect(written.length).toBe(1)
  })

  test('an older mark of another device does not bring back what was seen', () => {
    const { view, setSet } = makeList([item({ name: 'one' }), item({ name: 'two', time: 200 })])
    setSet({ time: 200, name: 'two' })
    expect(view.unread()).toBe(0)
    setSet({ time: 100, name: 'one' })
    expect(view.unread()).toBe(0)
    setSet('no position')
    expect(view.unread()).toBe(0)
  })
})
