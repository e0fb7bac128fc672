import { afterEach, expect, test } from 'vitest'
import { Awareness, applyAwarenessUpdate } from 'y-protocols/awareness'
import { Doc } from 'yjs'
import { toBase64url } from '../../../shared/base64url.ts'
import { type RosterMember, readRoster } from '../../../shared/room/roster.ts'
import { writePresence } from '../../../shared/wire/presence.ts'
import { FakeClock } from '../../../tests/world/app/fake-clock.ts'
import { until } from '../../../tests/world/app/until.ts'
import { Listeners } from '../../base/listeners.ts'
import type { Shared } from '../../base/shared.ts'
import type { Summaries } from '../../lobby/model/summaries.ts'
import type { LiveRoom } from '../../room/model/liveRoom.ts'
import type { Answer } from '../../sync/api.ts'
import type { DocumentState } from '../../sync/openDocument.ts'
import type { PersonView } from './PeopleView.ts'
import { openPerson } from './personView.ts'

const [me, olga] = [`${'m'.repeat(21)}A`, `${'a'.repeat(21)}A`]
const key = (fill: number) => toBase64url(new Uint8Array(32).fill(fill))
const opened: PersonView[] = []
afterEach(() => {
  for (const person of opened.splice(0)) person.close()
})

const member = (name: string, more: Partial<RosterMember> = {}): RosterMember => ({
  name,
  username: name.toLowerCase(),
  role: 'member',
  devices: [],
  spans: [[1, null]],
  ...more,
})
const roomOf = (
  id: string,
  people: Record<string, RosterMember>,
  status?: 'online' | 'away',
  state: DocumentState['name'] = 'synced',
) => {
  const awareness = new Awareness(new Doc())
  if (status)
    applyAwarenessUpdate(awareness, writePresence([{ client: 9, clock: 1, state: { user: olga, status } }]), null)
  const roster = { ...readRoster([]), name: id, members: new Map(Object.entries(people)) }
  return {
    id,
    roster,
    rosterDocument: { awareness, state: () => ({ name: state }) },
    changed: new Listeners<void>(),
  } as unknown as LiveRoom
}
const stage = (rooms: LiveRoom[], answer: Answer = 'offline', user = olga) => {
  const clock = new FakeClock()
  const asked: string[] = []
  const get = async (path: string) => {
    asked.push(path)
    return answer
  }
  const person = openPerson(user, {
    me: () => ({ id: me, name: 'Me', username: 'me', showsSeen: true, strangersInvite: false }),
    live: { all: () => rooms } as Shared<LiveRoom>,
    summaries: { changed: new Listeners<void>() } as unknown as Summaries,
    api: { get, post: get, upload: get },
    clock,
    network: () => (answer === 'offline' ? 'offline' : 'online'),
  })
  opened.push(person)
  return { person, clock, asked }
}

test('offline, it knows a person from the rooms you share with them', () => {
  const both = { [me]: member('Me'), [olga]: member('Olga', { about: 'Bees.' }) }
  const { person } = stage([roomOf('Garden', both, 'away'), roomOf('Kitchen', { [me]: member('Me') })])
  expect(person.phase()).toBe('known')
  expect(person.profile()).toMatchObject({ name: 'Olga', about: 'Bees.' })
  expect(person.rooms().map(({ name }) => name)).toEqual(['Garden'])
})

test('shows a person as online if they are online in any room, else as away, else as offline', () => {
  const both = { [me]: member('Me'), [olga]: member('Olga') }
  const answer = { status: 200, body: {} }
  const [none, away, online] = [roomOf('Shed', both), roomOf('Garden', both, 'away'), roomOf('Kitchen', both, 'online')]
  expect(stage([none, away, online], answer).person.presence()).toBe('online')
  expect(stage([none, away], answer).person.presence()).toBe('away')
  expect(stage([none], answer).person.presence()).toBe('offline')
})

test('offline, it is not known whether others are there, and the person themselves is offline for others', () => {
  const both = { [me]: member('Me'), [olga]: member('Olga') }
  const cutOff = [roomOf('Garden', both, undefined, 'local')]
  expect(stage(cutOff).person.presence()).toBe('unknown')
  expect(stage(cutOff, 'offline', me).person.presence()).toBe('offline')
})

test('while no room that both are in is synced, nothing is said about whether a person is there', () => {
  const both = { [me]: member('Me'), [olga]: member('Olga') }
  const answer = { status: 200, body: {} }
  expect(stage([roomOf('Garden', both, undefined, 'local')], answer).person.presence()).toBe(null)
  expect(stage([], answer).person.presence()).toBe(null)
})

test('lists each device once, the newest first, with its end if any room knows it', () => {
  const devices = [{ key: key(1), added: 1 }]
  const later = [
    { key: key(1), added: 1, ended: 9 },
    { key: key(2), added: 5 },
  ]
  const { person } = stage([
    roomOf('Garden', { [me]: member('Me'), [olga]: member('Olga', { devices: later }) }),
    roomOf('Old', { [me]: member('Me'), [olga]: member('Olga', { role: null, devices }) }),
  ])
  expect(person.devices().map(({ added, ended }) => [added, ended])).toEqual([
    [5, null],
    [1, 9],
  ])
  for (const { fingerprint } of person.devices()) expect(fingerprint).toMatch(/^[0-9a-f]{4}( [0-9a-f]{4}){3}$/)
})

test('asks the relay about a stranger, and says so if there is no such person', async () => {
  const stranger = stage([], { status: 200, body: { id: olga, name: 'Olga', username: 'olga', seen: 7 } })
  expect(stranger.person.phase()).toBe('looking')
  await until(() => stranger.person.phase() === 'known')
  expect([stranger.person.profile().name, stranger.person.seen()]).toEqual(['Olga', 7])
  const nobody = stage([], { status: 404, body: { error: 'no-such-user' } })
  await until(() => nobody.person.phase() === 'nobody')
  const unheard = stage([])
  await until(() => unheard.person.phase() === 'offline')
})

test("asks nobody about something that isn't an id", () => {
  const { person, asked } = stage([], 'offline', '../me')
  expect([person.phase(), asked]).toEqual(['nobody', []])
})
