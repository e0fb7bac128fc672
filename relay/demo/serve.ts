import { randomBytes } from 'node:crypto'
import type { Clock } from '../base/surroundings.ts'
import type { Config } from '../config.ts'
import type { Relay } from '../relay.ts'
import { seedDemo } from '../seed/demo.ts'
import { withSeeding } from '../seed/with-seeding.ts'
import { type DemoDay, dayOf, endOfDay } from './day.ts'
import { claimFolder, forgetFolder, noteDay, notedDay } from './folder.ts'

export interface DemoParts {
  config: Config
  clock: Clock
  /** Serves one day, on the data folder as it is. */
  startRelay(config: Config, day: DemoDay): Promise<Relay>
  /** Tells of a new day that serves. */
  began(day: string): void
  /** The demo could not go on: nothing serves any more. */
  failed(error: unknown): void
}

/** A machine that slept would wake long before a timer that counts its waking hours. */
const lookEveryMs = 10 * 60_000

/** Serves a demo: every night all of it vanishes, and another day begins on the same port. */
export const serveDemo = async (parts: DemoParts): Promise<Relay> => {
  const { config, clock } = parts
  claimFolder(config.dataFolder)
  let today = await beginDay(parts, config)
  /** The port stays the same where any was free at first. */
  const settled = { ...config, port: Number(new URL(today.relay.url).port) }
  let changing: Promise<void> = Promise.resolve()
  let stopped = false
  let cancel = () => {}

  const change = async () => {
    if (stopped) return
    await today.relay.stop()
    today = await beginDay(parts, settled)
    parts.began(today.day)
  }
  const look = () => {
    if (dayOf(clock.now()) !== today.day) changing = change().catch(parts.failed)
    void changing.then(wait)
  }
  const wait = () => {
    if (stopped) return
    const left = endOfDay(clock.now()) - clock.now()
    cancel = clock.after(Math.min(left, lookEveryMs), look)
  }
  wait()

  return {
    url: today.relay.url,
    origins: today.relay.origins,
    outside: today.relay.outside,
    async stop() {
      stopped = true
      cancel()
      await changing
      await today.relay.stop()
    },
  }
}

/** Goes on with the day that is noted in the folder if it is not over yet: a restart costs nobody their account. */
const beginDay = async ({ clock, startRelay }: DemoParts, config: Config) => {
  const day = dayOf(clock.now())
  const noted = notedDay(config.dataFolder)
  const demo = noted?.day === day ? noted : await seedDay(config, day, clock.now())
  return { day, relay: await startRelay(config, demo) }
}

const seedDay = async (config: Config, day: string, now: number): Promise<DemoDay> => {
  await forgetFolder(config.dataFolder)
  const rooms = await withSeeding(config, async (seeding) => {
    // Nobody signs in as one of the demo's people.
    await seedDemo(seeding, randomBytes(24).toString('base64url'))
    return (await seeding.store.publicRooms()).flatMap(({ id, archived }) => (archived === null ? [id] : []))
  })
  const demo = { day, began: new Date(now).toISOString(), rooms }
  noteDay(config.dataFolder, demo)
  return demo
}
