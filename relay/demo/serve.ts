import { randomBytes } from 'node:crypto'
import type { Clock } from '../base/surroundings.ts'
import type { Config } from '../config/config.ts'
import type { Relay } from '../relay.ts'
import { seedDemo } from '../seed/demo.ts'
import { withSeeding } from '../seed/with-seeding.ts'
import { type DemoDay, dayOf, endOfDay } from './day.ts'
import { claimFolder, forgetFolder, noteDay, notedDay } from './folder.ts'

export interface DemoParts {
  config: Config
  clock: Clock
  /** Starts the relay for one day, on the data folder as it is. */
  startRelay(config: Config, day: DemoDay): Promise<Relay>
  /** Called when a new day is being served. */
  began(day: string): void
  /** Called if the demo could not go on. Nothing is served any more. */
  failed(error: unknown): void
}

/** Look this often, because timers do not run while the machine sleeps, and one long timer would end too late. */
const lookEveryMs = 10 * 60_000

/** Serves a demo. Every night everything in it is deleted, and a new day starts on the same port. */
export const serveDemo = async (parts: DemoParts): Promise<Relay> => {
  const { config, clock } = parts
  claimFolder(config.dataFolder)
  let today = await beginDay(parts, config)
  /** If any free port was asked for, keeps the one from the first start. */
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
    page: today.relay.page,
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

/** Continues the day stored in the folder if it is not over, so that nobody loses their account by a restart. */
const beginDay = async ({ clock, startRelay }: DemoParts, config: Config) => {
  const day = dayOf(clock.now())
  const noted = notedDay(config.dataFolder)
  const demo = noted?.day === day ? noted : await seedDay(config, day, clock.now())
  return { day, relay: await startRelay(config, demo) }
}

const seedDay = async (config: Config, day: string, now: number): Promise<DemoDay> => {
  await forgetFolder(config.dataFolder)
  const rooms = await withSeeding(config, async (seeding) => {
    // A random password, so that nobody can sign in as the demo's people.
    await seedDemo(seeding, randomBytes(24).toString('base64url'))
    return (await seeding.store.rooms.public()).flatMap(({ id, archived }) => (archived === null ? [id] : []))
  })
  const demo = { day, began: new Date(now).toISOString(), rooms }
  noteDay(config.dataFolder, demo)
  return demo
}
