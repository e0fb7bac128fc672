import { beforeEach, expect, test } from 'vitest'
import { Awareness } from 'y-protocols/awareness'
import { Doc } from 'yjs'
import type { Role } from '../../shared/room/roles.ts'
import { FakeClock } from '../../tests/world/app/fake-clock.ts'
import { olga } from '../../tests/world/people.ts'
import { Listeners } from '../base/listeners.ts'
import { type Attention, awayAfterMs, type Page, watchAttention } from './attention.ts'
import { OwnPresence, type PresentRoom } from './presence.ts'

class FakePage extends EventTarget {
  visibilityState: 'visible' | 'hidden' = 'visible'

  turn(state: 'visible' | 'hidden'): void {
    this.visibilityState = state
    this.dispatchEvent(new Event('visibilitychange'))
  }
}

let clock: FakeClock
let page: FakePage
let attention: Attention
let presence: OwnPresence

beforeEach(() => {
  clock = new FakeClock()
  page = new FakePage()
  attention = watchAttention(page as unknown as Page, clock)
  presence = new OwnPresence({ me: olga, attention, clock })
})

const silent = () => {
  const awareness = new Awareness(new Doc())
  awareness.setLocalState(null)
  return awareness
}
const makeRoom = (id: string) => {
  let awareness = silent()
  const members = new Map([[olga, { role: 'member' as Role | null }]])
  const rosterDocument = {
    get awareness() {
      return awareness
    },
  }
  const room: PresentRoom = { id, rosterDocument, roster: { members }, changed: new Listeners() }
  const { changed } = room
  return {
    room,
    told: () => awareness.getLocalState(),
    clock: () => awareness.meta.get(awareness.clientID)?.clock ?? 0,
    rebuild: () => {
      awareness = silent()
      changed.emit()
    },
    join: (count: number) => {
      for (let n = 0; n < count; n++) members.set(`reader ${members.size}`, { role: 'member' })
      changed.emit()
    },
    remove: () => {
      members.set(olga, { role: null })
      changed.emit()
    },
  }
}
const quiet = { user: olga, typing: false }

test('you are away after 5 minutes without touching anything, and back at the next touch', () => {
  const garden = makeRoom('garden')
  presence.attend(garden.room)
  clock.pass(awayAfterMs - 1)
  page.dispatchEvent(new Event('pointermove'))
  clock.pass(awayAfterMs - 1)
  expect(garden.told()).toEqual({ ...quiet, status: 'online', here: false })
  clock.pass(1)
  expect(garden.told()).toEqual({ ...quiet, status: 'away', here: false })
  page.dispatchEvent(new Event('keydown'))
  expect(garden.told()).toEqual({ ...quiet, status: 'online', here: false })
})

test('if you hide the page, the room is out of view at once, and you are away after 5 minutes', () => {
  const garden = makeRoom('garden')
  presence.show(garden.room)
  page.turn('hidden')
  expect(garden.told()).toEqual({ ...quiet, status: 'online', here: false })
  clock.pass(awayAfterMs)
  expect(garden.told()).toEqual({ ...quiet, status: 'away', here: false })
  page.turn('visible')
  expect(garden.told()).toEqual({ ...quiet, status: 'online', here: true })
})

test('you are online in every room you follow, but shown as here only in the room on screen', () => {
  const [garden, kitchen] = [makeRoom('garden'), makeRoom('kitchen')]
  const stop = presence.attend(garden.room)
  presence.attend(kitchen.room)
  const shown = presence.show(kitchen.room)
  expect([garden.told()?.here, kitchen.told()?.here]).toEqual([false, true])
  shown.close()
  expect(kitchen.told()).toEqual({ ...quiet, status: 'online', here: false })
  stop()
  expect(garden.told()).toBe(null)
})

test("typing ends by itself, or when you leave the room's screen", () => {
  const garden = makeRoom('garden')
  presence.attend(garden.room)
  const shown = presence.show(garden.room)
  shown.typed()
  expect(garden.told()?.typing).toBe(true)
  clock.pass(4_000)
  expect(garden.told()?.typing).toBe(false)
  shown.typed()
  shown.close()
  expect(garden.told()?.typing).toBe(false)
})

test('while you keep typing, the app repeats it from time to time, not with every key', () => {
  const garden = makeRoom('garden')
  const shown = presence.show(garden.room)
  shown.typed()
  const before = garden.clock()
  clock.pass(1_000)
  shown.typed()
  expect(garden.clock()).toBe(before)
  clock.pass(2_000)
  shown.typed()
  expect(garden.clock()).toBe(before + 1)
})

test('a rebuilt document gets your presence again, and a room you are no longer in gets nothing', () => {
  const garden = makeRoom('garden')
  presence.attend(garden.room)
  garden.rebuild()
  expect(garden.told()).toEqual({ ...quiet, status: 'online', here: false })
  garden.remove()
  expect(garden.told()).toBe(null)
})

test('what others do in a room sends nothing from you', () => {
  const garden = makeRoom('garden')
  presence.attend(garden.room)
  const before = garden.clock()
  garden.room.changed.emit()
  expect(garden.clock()).toBe(before)
})

test('P43: how far you have read is told once a second, also after you leave the screen, until you tell no more', () => {
  const garden = makeRoom('garden')
  presence.attend(garden.room)
  const shown = presence.show(garden.room)
  const place = (time: number) => ({ time, name: 'w6VMHGoZYFoTzRmZGgLO_w.1' })
  const before = garden.clock()
  for (let time = 1; time <= 9; time++) presence.readTo('garden', place(time))
  expect(garden.clock()).toBe(before)
  clock.pass(1_000)
  expect([garden.clock(), garden.told()?.read]).toEqual([before + 1, place(9)])
  presence.readTo('garden', place(9))
  clock.pass(1_000)
  expect(garden.clock()).toBe(before + 1)
  shown.close()
  expect(garden.told()?.read).toEqual(place(9))
  presence.readTo('garden', null)
  clock.pass(1_000)
  expect(garden.told()).not.toHaveProperty('read')
})

test('P77: in a room of more than 50 members you tell nobody how far you have read', () => {
  const garden = makeRoom('garden')
  presence.attend(garden.room)
  presence.readTo('garden', { time: 1, name: 'w6VMHGoZYFoTzRmZGgLO_w.1' })
  clock.pass(1_000)
  garden.join(49)
  expect(garden.told()).toHaveProperty('read')
  garden.join(1)
  expect(garden.told()).not.toHaveProperty('read')
})
