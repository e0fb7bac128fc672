import { isMessage } from '../../app/store/journal.ts'
import type { Body } from '../../shared/record/kinds.ts'
import { type FoldEntry, readEntry } from '../../shared/room/entry.ts'
import { judgeRecord, type PollTerms } from '../../shared/room/record-rules.ts'
import { pollTerms } from './poll-terms.ts'
import type { Tab } from './tab.ts'
import type { World } from './world.ts'

export interface Speaker {
  tab: Tab
  user: string
  room: string
}

/** Somebody honest at an open tab, in a room where they may write. */
export const speaker = (world: World): Speaker | null => {
  const devices = world.devices.filter(({ honest, tabs }) => honest && tabs.length > 0)
  if (devices.length === 0) return null
  const device = world.chance.pick(devices)
  const tab = world.chance.pick(device.tabs)
  if (!tab.canWrite) return null
  const rooms = tab.rooms
    .rooms()
    .filter((room) => tab.rooms.standing(room) !== 'guest' && tab.rooms.roster(room).archived === null)
  return rooms.length === 0 ? null : { tab, user: device.user, room: world.chance.pick(rooms) }
}

/** The records of a room in this tab, each with its segment. */
export const seen = (tab: Tab, room: string): { segment: number; entry: FoldEntry }[] =>
  tab.rooms.segments(room).flatMap(({ number, replica }) =>
    [...replica.records()].flatMap(([name, bytes]) => {
      const entry = readEntry(name, bytes)
      return entry ? [{ segment: number, entry }] : []
    }),
  )

export const say = (world: World, make: (speaker: Speaker) => Body | null): string | null => {
  const who = speaker(world)
  const body = who && make(who)
  if (!who || !body) return null
  const { tab, room } = who
  tab.write({ room, segment: tab.rooms.head(room), ref: '', body })
  return `${tab.label} ${body.kind}`
}

/** The records about which the app would let this person write this body. */
export const offered = (world: World, { tab, room, user }: Speaker, make: (target: FoldEntry) => Body) =>
  seen(tab, room).filter(({ entry }) => judgeRecord(caseOf(world, tab, room, user, entry, make(entry))) === null)

/** Writes about a record, if the app would offer it. */
export const sayAbout = (world: World, make: (target: FoldEntry) => Body): string | null => {
  const who = speaker(world)
  if (!who) return null
  const targets = offered(world, who, make)
  if (targets.length === 0) return null
  const { tab, room } = who
  const { segment, entry } = world.chance.pick(targets)
  const body = make(entry)
  tab.write({ room, segment, ref: entry.name, body })
  return `${tab.label} ${body.kind} ${entry.name}`
}

const caseOf = (world: World, tab: Tab, room: string, author: string, target: FoldEntry, body: Body) => ({
  kind: body.kind,
  author,
  standing: tab.rooms.standing(room),
  ownRoom: false,
  archived: tab.rooms.roster(room).archived !== null,
  blocked: false,
  called: 0,
  choices: body.kind === 'vote' ? body.choices : [],
  target: {
    author: world.deviceOf(target.device).user,
    kind: target.kind,
    erased: false,
    poll: pollIn(tab, room, target, body),
  },
})

const pollIn = (tab: Tab, room: string, target: FoldEntry, { kind }: Body): PollTerms | null => {
  if (kind !== 'vote' && kind !== 'close') return null
  const others = seen(tab, room).map(({ entry }) => entry)
  return pollTerms(target, others, tab.now())
}

export const text = (world: World): string => `word ${world.chance.below(1_000_000)}`

export const talk = {
  post: (world: World) => say(world, () => ({ kind: 'post', text: text(world) })),

  burst: (world: World) => {
    const who = speaker(world)
    if (!who) return null
    const { tab, room } = who
    for (let i = 0; i < 12; i++)
      tab.write({ room, segment: tab.rooms.head(room), ref: '', body: { kind: 'post', text: text(world) } })
    return `${tab.label} posts twelve times`
  },

  edit: (world: World) => sayAbout(world, () => ({ kind: 'edit', text: text(world) })),
  react: (world: World) =>
    sayAbout(world, () => ({ kind: 'react', emoji: world.chance.pick(['+', '-']), on: world.chance.below(3) > 0 })),
  erase: (world: World) => sayAbout(world, () => ({ kind: 'erase' })),
  pin: (world: World) => sayAbout(world, () => ({ kind: 'pin', on: world.chance.below(3) > 0 })),

  /** Stores in the user's own room how far they have read. */
  set: (world: World) => {
    const who = speaker(world)
    if (!who) return null
    const { tab, room, user } = who
    const read = seen(tab, room).at(-1)?.entry
    if (!read || !tab.rooms.segment(user, tab.rooms.head(user))) return null
    const value = { time: read.time, name: read.name }
    tab.write({ room: user, segment: tab.rooms.head(user), ref: '', body: { kind: 'set', key: `read/${room}`, value } })
    return `${tab.label} has read ${read.name}`
  },

  bringIn: (world: World) =>
    say(world, ({ tab, room }) =>
      tab.rooms.standing(room) === 'owner'
        ? { kind: 'import', text: text(world), who: 'somebody', id: text(world) }
        : null,
    ),

  /** Sends a message again that was not sent: the same text in a new record. */
  sendAgain: (world: World) => {
    const who = speaker(world)
    const found = who?.tab.notSent().find((one) => one.room === who.room && isMessage(one))
    if (!who || !found) return null
    const { tab, room } = who
    const { re, thread, poll } = found
    const answer = re ? { re: re.name, ...(re.segment === null ? {} : { reSegment: re.segment }) } : {}
    const inThread = thread
      ? { thread: thread.name, ...(thread.segment === null ? {} : { threadSegment: thread.segment }) }
      : {}
    const body = { kind: 'post' as const, text: found.text, ...answer, ...inThread, ...(poll && { poll }) }
    tab.write({ room, segment: tab.rooms.head(room), ref: '', body, insteadOf: { notSent: found.id } })
    return `${tab.label} sends ${found.id} again`
  },
}
