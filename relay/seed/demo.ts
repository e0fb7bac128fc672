import { directRoomId } from '../../shared/room/direct.ts'
import { roomNamed } from '../acts/room-named.ts'
import type { StoredRooms } from '../store/rooms.ts'
import type { RecordDraft } from './device.ts'
import type { RoomWriter } from './room-writer.ts'
import { act, bringDevice, type Hand, randomId, type Seeding, writerFor } from './seeding.ts'
import { adaAndGrace } from './talk/ada-and-grace.ts'
import { books } from './talk/books.ts'
import { garden } from './talk/garden.ts'
import { oldOven } from './talk/old-oven.ts'
import { relayCrew } from './talk/relay-crew.ts'
import { square } from './talk/square.ts'
import {
  type DemoConversation,
  type DemoName,
  type DemoRoom,
  demoNames,
  demoProfiles,
  type TalkLine,
} from './talk/talk.ts'
import { weekend } from './talk/weekend.ts'

type Cast = ReadonlyMap<DemoName, Hand>

const minute = 60_000
const demoRooms: readonly DemoRoom[] = [books, garden, weekend, relayCrew, oldOven, square]

/** Creates the demo's accounts, rooms and messages, the last of them from within the past day. Returns the user ids. */
export const seedDemo = async (seeding: Seeding, password: string): Promise<string[]> => {
  const cast = new Map<DemoName, Hand>()
  for (const name of Object.keys(demoNames) as DemoName[]) cast.set(name, await signUp(seeding, name, password))
  for (const room of demoRooms) await seedRoom(seeding, cast, room)
  await seedTalk(seeding, cast, adaAndGrace, startDirect)
  seeding.clock.run()
  return [...cast.values()].map(({ user }) => user)
}

const signUp = async (seeding: Seeding, username: DemoName, password: string): Promise<Hand> => {
  const { accounts, core } = seeding
  const email = `${username}@demo.invalid`
  const made = await accounts.signUp({ username, name: demoNames[username], email, password, invitation: '' })
  if ('errors' in made) throw new Error(`no account for ${username}: ${made.errors.map(({ code }) => code)}`)
  const person = await accounts.people.byId(made.user)
  if (!person) throw new Error('the new account was not found')
  await core.people.put(person)
  await act(seeding, made.user, { do: 'profile', room: made.user, ...demoProfiles[username] })
  return bringDevice(seeding, made.user)
}

const seedRoom = async (seeding: Seeding, cast: Cast, demo: DemoRoom): Promise<void> => {
  const room = await seedTalk(seeding, cast, demo, makeRoom)
  if (demo.archived) await act(seeding, of(cast, demo.members[0]).user, { do: 'archive', room, on: true })
}

/**
 * Sets the clock to the time of each message, so that the relay accepts it on time and no message shows as sent late.
 */
const seedTalk = async <Talk extends DemoConversation>(
  seeding: Seeding,
  cast: Cast,
  demo: Talk,
  make: (seeding: Seeding, cast: Cast, demo: Talk) => Promise<string>,
): Promise<string> => {
  const minutes = demo.talk.reduce((sum, [, afterMinutes]) => sum + afterMinutes, 0)
  let now = morningBefore(Date.now() - minutes * minute)
  seeding.clock.set(now - 10 * minute)
  const room = await make(seeding, cast, demo)
  const writers = new Map(demo.members.map((name) => [name, writerFor(seeding, of(cast, name), room)]))
  for (const line of demo.talk) {
    now += line[1] * minute + 1
    seeding.clock.set(now)
    await say(of(writers, line[0]), line, now)
  }
  for (const writer of writers.values()) writer.close()
  return room
}

/** So that "good morning" is said in the morning. */
const morningBefore = (time: number): number => {
  const morning = new Date(time)
  morning.setHours(8, 20, 0, 0)
  if (morning.getTime() > time) morning.setDate(morning.getDate() - 1)
  return morning.getTime()
}

const say = async (writer: RoomWriter, [, , text, edited]: TalkLine, time: number): Promise<void> => {
  const [ref] = await writer.write([{ body: { kind: 'post', text }, time }])
  if (edited === undefined || ref === undefined) return
  const edit: RecordDraft = { body: { kind: 'edit', text: edited }, time: time + 1, ref }
  await writer.write([edit])
}

const makeRoom = async (seeding: Seeding, cast: Cast, demo: DemoRoom): Promise<string> => {
  const room = randomId()
  const { topic, visibility } = demo
  const name = await freeName(seeding.store.rooms, demo.name)
  const [owner, ...others] = demo.members
  const { user: actor } = of(cast, owner)
  await act(seeding, actor, { do: 'make', room, name, topic, visibility })
  for (const other of others) {
    const { user } = of(cast, other)
    if (visibility === 'public') await act(seeding, user, { do: 'join', room })
    else await act(seeding, actor, { do: 'add', room, user })
  }
  return room
}

const startDirect = async (seeding: Seeding, cast: Cast, { members }: DemoConversation): Promise<string> => {
  const [first = '', ...others] = members.map((name) => of(cast, name).user)
  const room = directRoomId([first, ...others])
  await act(seeding, first, { do: 'direct', room, users: others })
  return room
}

const of = <T>(all: ReadonlyMap<DemoName, T>, name: DemoName): T => {
  const found = all.get(name)
  if (!found) throw new Error(`${name} is not in this room`)
  return found
}

/** "name", or else "name 2", "name 3" and so on, so that the demo's rooms fit beside existing ones. */
const freeName = async (rooms: Pick<StoredRooms, 'byNameKey'>, name: string): Promise<string> => {
  let free = name
  for (let n = 2; (await roomNamed(rooms, free)) !== null; n++) free = `${name} ${n}`
  return free
}
