import { createSignal } from 'solid-js'
import { expect, test } from 'vitest'
import type { FoldEntry } from '../../../shared/room/entry.ts'
import { Folding } from '../../../shared/room/fold.ts'
import type { WhoIs } from '../../../shared/room/message.ts'
import type { ReadMark } from '../../../shared/room/read-mark.ts'
import { type Seen, seenKey } from '../../../shared/room/seen.ts'
import { FakeClock } from '../../../tests/world/app/fake-clock.ts'
import { settled } from '../../../tests/world/house.ts'
import { Keyed } from '../../base/keyed.ts'
import { Listeners } from '../../base/listeners.ts'
import { tableInMemory } from '../../base/table.ts'
import type { LiveRoom } from './liveRoom.ts'
import { quarterMs, restMs, soonMs, Telling } from './telling.ts'

const [me, olga] = ['kYtR3l1hQ0mWcQ6nM5x8Yw', 'pONWRL4_Ex3IVq_8f5QBnA']
const [mine, olgas] = ['w6VMHGoZYFoTzRmZGgLO_w', 'y6VMHGoZYFoTzRmZGgLO_w']
const whoIs: WhoIs = (device) => ({ user: device === mine ? me : olga, standing: 'member' })

const stage = ({ untold = tableInMemory<true>(), head = 1 } = {}) => {
  const clock = new FakeClock()
  const folding = new Folding()
  folding.people(whoIs)
  let seq = 0
  const put = (device: string, body: FoldEntry['body'], time = ++clock.at) => {
    const name = `${device}.${(++seq).toString(36)}`
    folding.put({ name, device, kind: body.kind, time, ref: '', body, bytes: new Uint8Array() })
    return { time, name }
  }
  const segment = {
    entries: new Map(),
    folding: () => folding,
    messages: () => folding.messages(),
    document: { state: () => ({ name: 'synced' }) },
    number: head,
  }
  const members = new Map([me, olga].map((user) => [user, { role: 'member' as string | null }]))
  const roster = { members, archived: null as number | null, segments: new Map(), head }
  const live = { id: 'garden', roster, whoIs, head: segment, recent: [segment] } as unknown as LiveRoom
  const marks = new Map<string, ReadMark>()
  const settings = new Keyed<unknown>()
  const [inStep, setInStep] = createSignal(true)
  const written: unknown[] = []
  const presence: (Seen | null)[] = []
  const attention = { isShown: () => shown, changed: new Listeners<void>() }
  let shown = true
  const blocked = new Set<string>()
  const shows = () => settings.get('shows/read') !== false
  const setShows = (on: boolean) => settings.set('shows/read', on)
  const telling = new Telling({
    me,
    shows,
    live: { find: () => live, all: () => [live], each: () => () => {} },
    own: { isInStep: inStep },
    marks: { of: (room) => marks.get(room) ?? null, isReady: () => true },
    presence: { readTo: (_, place) => void presence.push(place) },
    attention,
    isBlocked: (user) => blocked.has(user),
    isWaiting: () => false,
    write: async ({ segment: number }, body) => {
      if (body.kind !== 'set') throw new Error('only what is read is told')
      expect([number, body.key]).toEqual([head, seenKey(me)])
      written.push(body.value)
      put(mine, body)
      return null
    },
    leads: () => true,
    untold,
    clock,
    now: () => clock.at,
  })
  const open = () => telling.show(live)
  const post = (device = olgas) => put(device, { kind: 'post', text: 'words' })
  const read = (view: ReturnType<typeof open>, place: Seen) => {
    marks.set('garden', { ...place })
    view.readOn()
  }
  const hide = () => {
    shown = false
    attention.changed.emit()
    shown = true
  }
  const later = async (ms: number) => {
    clock.pass(ms)
    await settled()
  }
  return {
    setShows,
    open,
    post,
    read,
    hide,
    later,
    written,
    presence,
    setInStep,
    blocked,
    members,
    roster,
    put,
    untold,
  }
}

test('P77: who leaves the room, or hides the page, tells once how far they have read, and nothing if nothing is new', () => {
  const { open, post, read, hide, written, presence } = stage()
  const first = post()
  const view = open()
  read(view, first)
  expect(written).toEqual([])
  expect(presence.at(-1)).toEqual(first)
  hide()
  hide()
  view.close()
  expect(written).toEqual([first])
  const again = open()
  read(again, first)
  again.close()
  expect(written).toEqual([first])
})

test('P77: who rests in the room is told of once in a quarter of an hour', async () => {
  const { open, post, read, later, written } = stage()
  const view = open()
  const first = post()
  read(view, first)
  await later(restMs)
  expect(written).toEqual([first])
  const second = post()
  read(view, second)
  await later(restMs)
  expect(written).toEqual([first])
  await later(quarterMs)
  read(view, second)
  await later(restMs)
  expect(written).toEqual([first, second])
})

test('P77: who comes and goes all the time is told of three times, and of the rest a quarter of an hour later', async () => {
  const { open, post, read, later, written } = stage()
  let last = post()
  for (let n = 0; n < 6; n++) {
    const view = open()
    last = post()
    read(view, last)
    view.close()
    await settled()
  }
  expect(written).toHaveLength(3)
  await later(quarterMs)
  expect(written.at(-1)).toEqual(last)
  expect(written).toHaveLength(4)
})

test('P77: who has posted since has told it, and own or imported messages are nothing to tell of', () => {
  const { open, post, read, written, put } = stage()
  post()
  const answer = post(mine)
  const line = put(olgas, { kind: 'import', text: 'old', who: 'somebody', id: '1' })
  const view = open()
  read(view, answer)
  read(view, line)
  view.close()
  expect(written).toEqual([])
})

test('P77: what was read offline is told once, when the device is in step again, also after a restart', async () => {
  const before = stage()
  before.setInStep(false)
  const place = before.post()
  for (let n = 0; n < 3; n++) {
    const view = before.open()
    before.read(view, place)
    view.close()
  }
  expect([before.written, before.presence.at(-1)]).toEqual([[], null])
  before.setInStep(true)
  await before.later(soonMs)
  expect(before.written).toEqual([place])
  await before.later(soonMs)
  expect(await before.untold.entries()).toEqual([])

  const untold = tableInMemory<true>([['seen/garden', true]])
  const after = stage({ untold })
  const late = after.post()
  after.read({ readOn: () => {}, close: () => {} }, late)
  after.setInStep(false)
  after.setInStep(true)
  await after.later(soonMs)
  expect(after.written).toEqual([late])
})

test('P77: who tells no more says so at once, in a room where they told or posted, and once', async () => {
  const { setShows, open, post, read, later, written, presence } = stage()
  const view = open()
  const place = post()
  read(view, place)
  view.close()
  open()
  setShows(false)
  expect(presence.at(-1)).toBeNull()
  await later(soonMs)
  await later(quarterMs)
  expect(written).toEqual([place, null])
  setShows(true)
  const again = open()
  read(again, place)
  again.close()
  await later(quarterMs)
  expect(written.filter((value) => value === null)).toHaveLength(1)
})

test('P77: in a first segment without a word of theirs nobody has to fall silent, in a later one they do', async () => {
  for (const [head, expected] of [
    [1, []],
    [2, [null]],
  ] as const) {
    const { setShows, post, later, written } = stage({ head })
    post()
    setShows(false)
    await later(soonMs)
    expect(written).toEqual(expected)
  }
})

test('P77: nothing is told in a large or archived room, after leaving it, or of messages of people whom one blocked', () => {
  const cases: ((world: ReturnType<typeof stage>) => void)[] = [
    ({ members }) => {
      for (let n = 0; n < 49; n++) members.set(`reader ${n}`, { role: 'member' })
    },
    ({ roster }) => {
      roster.archived = 1
    },
    ({ members }) => members.set(me, { role: null }),
    ({ blocked }) => blocked.add(olga),
  ]
  for (const change of cases) {
    const world = stage()
    const place = world.post()
    change(world)
    const view = world.open()
    world.read(view, place)
    view.close()
    expect([world.written, world.presence.at(-1)]).toEqual([[], null])
  }
})
