import { createSignal, untrack } from 'solid-js'
import type { Profile } from '../../../shared/room/profile.ts'
import type { RosterMember } from '../../../shared/room/roster.ts'
import { isId } from '../../../shared/wire/documents.ts'
import type { Clock } from '../../base/clock.ts'
import type { Shared } from '../../base/shared.ts'
import type { Summaries } from '../../lobby/model/summaries.ts'
import { presentIn } from '../../presence/present.ts'
import type { LiveRoom } from '../../room/model/liveRoom.ts'
import { titleOf } from '../../room/model/people.ts'
import type { Presence } from '../../room/model/RoomView.ts'
import type { Api } from '../../sync/api.ts'
import type { StatusView } from '../../sync/statusView.ts'
import { fingerprint } from './fingerprint.ts'
import type { OwnProfile, PersonDevice, PersonView, SharedRoom } from './PeopleView.ts'

export interface PersonParts {
  me(): OwnProfile
  live: Shared<LiveRoom>
  summaries: Summaries
  api: Api
  clock: Clock
  network: StatusView['network']
}

interface Known {
  profile: Profile | null
  presence: Presence | null
  rooms: readonly SharedRoom[]
  devices: readonly PersonDevice[]
}
type Asked = { name: 'asking' | 'nobody' | 'offline' } | { name: 'told'; profile: Profile; seen: number | null }

const askAgainAfterMs = 8_000

const nobody: Known = { profile: null, presence: null, rooms: [], devices: [] }

/** A person as the rosters on this device know them, and as the relay knows them if it can be asked. */
export const openPerson = (user: string, parts: PersonParts): PersonView => {
  const { live, summaries, api, clock, network } = parts
  const isMe = user === parts.me().id
  // Compared by content, because it is computed every second and only changes should be drawn.
  const [known, setKnown] = createSignal<Known>(nobody, {
    equals: (a, b) => JSON.stringify(a) === JSON.stringify(b),
  })
  const [asked, setAsked] = createSignal<Asked>({ name: 'asking' })
  const watched = new Map<LiveRoom, () => void>()
  let closed = false
  let cancelAsking = () => {}

  const look = () => {
    const before = untrack(known).presence
    const now = lookIn(live.all(), user, parts.me().id, clock.now())
    setKnown(now)
    if (isThere(before) && now.presence === 'offline') askLater()
  }
  const watch = () => {
    for (const room of live.all()) if (!watched.has(room)) watched.set(room, room.changed.subscribe(look))
    look()
  }
  const ask = async () => {
    const answer = await api.get(`/people/${user}`)
    if (!closed) setAsked(readAnswer(answer))
  }
  /** Asks again a moment after they left, because only then does the relay tell when that was. */
  const askLater = () => {
    cancelAsking()
    cancelAsking = clock.after(askAgainAfterMs, () => void ask())
  }
  // After a start, rooms open one after another.
  const stops = [summaries.changed.subscribe(watch)]
  const stopWaiting = everySecond(clock, watch)
  watch()
  if (isId(user)) void ask()
  else setAsked({ name: 'nobody' })

  const told = () => {
    const answer = asked()
    return answer.name === 'told' ? answer : null
  }
  const profile = (): Profile | null => (isMe ? parts.me() : (known().profile ?? told()?.profile ?? null))
  return {
    user,
    isMe,
    phase: () => {
      if (profile()) return 'known'
      const { name } = asked()
      if (name === 'nobody') return 'nobody'
      return name === 'offline' || network() === 'offline' ? 'offline' : 'looking'
    },
    profile: () => profile() ?? { name: '', username: '' },
    presence: () => {
      if (isMe) return network() === 'online' ? 'online' : 'offline'
      return network() === 'offline' ? 'unknown' : known().presence
    },
    seen: () => told()?.seen ?? null,
    rooms: () => known().rooms,
    devices: () => known().devices,
    close: () => {
      closed = true
      cancelAsking()
      stopWaiting()
      for (const stop of [...stops, ...watched.values()]) stop()
    },
  }
}

/** Polls, because rooms can open and close without a change of the summaries, and presence ends by time. */
const everySecond = (clock: Clock, run: () => void): (() => void) => {
  let cancel = () => {}
  const again = () => {
    cancel = clock.after(1_000, () => {
      run()
      again()
    })
  }
  again()
  return () => cancel()
}

const lookIn = (all: readonly LiveRoom[], user: string, me: string, now: number): Known => {
  const rooms = all.filter(({ roster }) => roster.members.has(user))
  const shared = rooms.filter(({ roster }) => isIn(roster.members, user) && isIn(roster.members, me))
  const members = [...shared, ...rooms].flatMap(({ roster }) => roster.members.get(user) ?? [])
  const synced = rooms.filter(({ rosterDocument }) => untrack(() => rosterDocument.state()).name === 'synced')
  const states = synced.map(
    ({ rosterDocument }) => presentIn(rosterDocument.awareness, now).get(user)?.status ?? 'offline',
  )
  return {
    profile: members[0] ?? null,
    presence: presences.find((presence) => states.includes(presence)) ?? null,
    rooms: shared
      .filter(({ roster }) => roster.kind === 'room')
      .map(({ id, roster }) => ({ id, name: titleOf(roster, me), picture: roster.picture }))
      .sort((a, b) => a.name.localeCompare(b.name)),
    devices: devicesOf(members),
  }
}

/** What holds if somebody is shown differently in several rooms: the first of these. */
const presences = ['online', 'away', 'offline'] as const

const isThere = (presence: Presence | null): boolean => presence === 'online' || presence === 'away'

const isIn = (members: ReadonlyMap<string, RosterMember>, user: string): boolean =>
  (members.get(user)?.role ?? null) !== null

/**
 * The devices of a person over all rosters. An end in any roster counts, because the roster of a room that they left is
 * not told of it.
 */
const devicesOf = (members: readonly RosterMember[]): PersonDevice[] => {
  const devices = new Map<string, PersonDevice>()
  for (const { key, added, ended = null } of members.flatMap(({ devices }) => devices)) {
    const before = devices.get(key)
    devices.set(key, { key, fingerprint: fingerprint(key), added, ended: before?.ended ?? ended })
  }
  return [...devices.values()].sort((a, b) => b.added - a.added)
}

const readAnswer = (answer: Awaited<ReturnType<Api['get']>>): Asked => {
  if (answer === 'offline' || answer.status >= 500 || answer.status === 429 || answer.status === 401)
    return { name: 'offline' }
  const { id, name, username, picture, about, zone, status, seen, deleted } = answer.body as Partial<Profile> & {
    id?: unknown
    seen?: unknown
  }
  if (typeof id !== 'string' || typeof name !== 'string' || typeof username !== 'string') return { name: 'nobody' }
  const profile: Profile = {
    name,
    username,
    ...(picture && { picture }),
    ...(about && { about }),
    ...(zone && { zone }),
    ...(status && { status }),
    ...(deleted && { deleted }),
  }
  return { name: 'told', profile, seen: typeof seen === 'number' ? seen : null }
}
