import type { Page } from 'playwright'
import { importSaid } from '../../relay/seed/import.ts'
import { openIrcLog } from '../../relay/seed/irc-log.ts'
import { bringDevice, type Seeding, writerFor } from '../../relay/seed/seeding.ts'
import { openBrowser } from './browser.ts'
import { type Bench, count } from './figure.ts'
import { fill, seat, temporaryFolder } from './folder.ts'
import { madeUp } from './made-up.ts'
import { startPlainRelay } from './plain-relay.ts'
import { signIn } from './sign-in.ts'

/** A device that holds a whole room, and whose relay has been stopped. */
export interface HeldRoom {
  messages: number
  /** Whether the messages are made up or from a real log. */
  talk: 'made up' | 'real'
  /** Path of the browser profile. */
  profile: string
  /** Origin of the app. */
  origin: string
  room: string
  /** Text of the newest message. */
  newest: string
  /** How many of the room's segments the device holds. */
  held: number
  segments: number
  /** A second room on the same device, to go to and to come back from. */
  beside: OtherRoom | null
}

export type OtherRoom = Pick<HeldRoom, 'room' | 'newest' | 'messages'>
type Plan = Pick<HeldRoom, 'messages' | 'talk'>
type MadeRoom = Omit<HeldRoom, 'profile' | 'origin' | 'held'> & { username: string; user: string }

/** How long the app may load a room in the background. After this, the bench goes on with what is loaded. */
const patienceMs = { short: 120_000, whole: 1_800_000 }

let made: Promise<HeldRoom[]> | null = null

/**
 * One device for each size, made once and used by all figures: signed in, synced by the app itself, then disconnected.
 */
export const heldRooms = (bench: Bench): Promise<HeldRoom[]> => {
  made ??= makeHeldRooms(bench)
  return made
}

/** A room has another one beside it from this size on. */
const hasBeside = 100_000
const besideMessages = 20_000

const plans = ({ irc, short }: Bench): Plan[] => [
  { messages: 1_000, talk: 'made up' },
  { messages: 100_000, talk: irc === null ? 'made up' : 'real' },
  ...(short ? [] : [{ messages: 1_000_000, talk: 'made up' } as const]),
]

const makeHeldRooms = async (bench: Bench): Promise<HeldRoom[]> => {
  const folder = temporaryFolder()
  const rooms = await fill(folder, async (seeding) => {
    const rooms: MadeRoom[] = []
    for (const plan of plans(bench)) rooms.push(await makeRoom(seeding, bench, plan))
    return rooms
  })
  const relay = await startPlainRelay(folder)
  try {
    const held: HeldRoom[] = []
    for (const room of rooms) held.push(await hold(bench, relay.url, room))
    return held
  } finally {
    await relay.stop()
  }
}

const makeRoom = async (seeding: Seeding, bench: Bench, plan: Plan): Promise<MadeRoom> => {
  const username = `reader${plan.messages}`
  const { user } = await seat(seeding, username)
  const made = await importRoom(seeding, bench, { ...plan, user, name: username })
  const other = { ...plan, messages: besideMessages, user, name: `${username}beside` }
  const beside = plan.messages >= hasBeside ? await importRoom(seeding, bench, other) : null
  return { ...plan, ...made, username, user, beside }
}

const importRoom = async (seeding: Seeding, bench: Bench, plan: Plan & { user: string; name: string }) => {
  const { user, name, messages, talk } = plan
  const before = performance.now()
  const { room, taken } = await importSaid(seeding, {
    said: talk === 'real' && bench.irc ? (await openIrcLog(bench.irc)).said() : madeUp(),
    room: name,
    owner: user,
    limit: messages - 1,
    progress: () => {},
  })
  const newest = `That was the last of ${count(messages)}`
  const writer = writerFor(seeding, await bringDevice(seeding, user), room)
  await writer.write([{ body: { kind: 'post', text: newest }, time: Date.now() }])
  writer.close()
  const seconds = (performance.now() - before) / 1_000
  bench.tell(`a relay's room of ${count(taken + 1)} messages in ${seconds.toFixed(0)} s`)
  const { head } = (await seeding.store.rooms.byId(room))!
  return { messages, room, newest, segments: head }
}

const hold = async (bench: Bench, origin: string, made: MadeRoom): Promise<HeldRoom> => {
  const profile = temporaryFolder()
  const browser = await openBrowser(profile)
  try {
    const page = await signIn(browser, origin, made.username)
    await page.goto(`${origin}/r/${made.room}`)
    await page.getByText(made.newest).first().waitFor()
    const before = performance.now()
    const held = await loadAll(bench, page, made)
    const seconds = (performance.now() - before) / 1_000
    bench.tell(`a device holds ${held} of ${made.segments} segments after ${seconds.toFixed(0)} s`)
    const { messages, talk, room, newest, segments, beside } = made
    return { messages, talk, profile, origin, room, newest, held, segments, beside }
  } finally {
    await browser.close()
  }
}

/** Waits until the app has loaded the room in the background. Returns how many segments the device holds. */
const loadAll = async (bench: Bench, page: Page, made: MadeRoom): Promise<number> => {
  const deadline = performance.now() + (bench.short ? patienceMs.short : patienceMs.whole)
  const prefix = `yabber/${made.user}/room/${made.room}/`
  for (;;) {
    const held = await page.evaluate((start) => window.bench.countHeld(start), prefix)
    if (held >= made.segments || performance.now() > deadline) return held
    await new Promise((resolve) => setTimeout(resolve, 1_000))
  }
}
