import { firstWaitMs, spreadMs } from '../../app/sync/carrier.ts'
import { findFaults } from './checks.ts'
import { type EventName, events } from './events.ts'
import { between, happens, weighted } from './odds.ts'
import { allAreBack, typeTheLast } from './own-end.ts'
import { makePlan, type Plan } from './plan.ts'
import { reacts } from './reacts.ts'
import { type MixCounts, Witness } from './witness.ts'
import { World } from './world.ts'

export interface Outcome {
  seed: number
  /** Empty if everything is right. */
  faults: string[]
  /** Everything that happened, for people to read. */
  trace: string[]
  events: number
  records: number
  mixes: MixCounts
}

/** How long the healed world may take until nobody waits for anything. */
const patienceSeconds = 240
/**
 * Extra time in which something wrong could still happen: at a hello of the relay, a retry, or the end of a time
 * window.
 */
const afterRestMs = 25_000
/** By then every device has sent what a restored relay lacks of others, as app/sync/carrier.ts does after a random wait. */
const carriedAfterMs = firstWaitMs + spreadMs + 60_000

/** Runs the story of one seed from beginning to end. The same seed gives the same story. */
export const runSeed = async (seed: number, restores = false): Promise<Outcome> => {
  if (!reacts()) throw new Error("needs Solid's build for browsers: run with --conditions=browser")
  const plan = makePlan(seed, restores)
  const world = new World(seed, plan)
  const witness = new Witness(world)
  const unhandled = (error: unknown) => world.complain(`unhandled rejection: ${error}`)
  process.on('unhandledRejection', unhandled)
  const faults = await tell(world, plan).catch((error: Error) => [...world.violations, `the run threw: ${error.stack}`])
  process.off('unhandledRejection', unhandled)
  const records = world.ledger.rooms().reduce((sum, room) => sum + world.ledger.kept(room).size, 0)
  return { seed, faults, trace: world.trace, events: world.time.events, records, mixes: witness.counts }
}

const tell = async (world: World, plan: Plan): Promise<string[]> => {
  await world.setUp()
  for (let step = 0; step < plan.steps; step++) {
    happen(world, plan)
    await world.time.pass(pauseMs(world))
  }
  heal(world)
  allAreBack(world)
  await rest(world)
  if (plan.keepsOwn) {
    await typeTheLast(world)
    await rest(world)
  }
  if (world.wasPutBack) {
    await world.time.pass(carriedAfterMs)
    await rest(world)
  }
  await whatIsDueIsErased(world)
  await newcomerLoadsAll(world)
  await rest(world)
  await world.time.pass(afterRestMs)
  return findFaults(world)
}

const happen = (world: World, plan: Plan): void => {
  const name = weighted<EventName>(world.chance, plan.weights)
  const done = name && events[name](world)
  if (done) world.tell(done)
}

const pauseMs = ({ chance }: World): number => {
  if (happens(chance, 0.7)) return between(chance, 0, 120)
  return happens(chance, 0.8) ? between(chance, 120, 2_000) : between(chance, 2_000, 45_000)
}

const heal = (world: World): void => {
  world.tell('everything is healed')
  world.isHealed = true
  world.disk.full = false
  world.host.start()
  for (const device of world.devices) {
    device.slow = false
    if (!device.isReachable) device.reach()
    if (!device.isSignedIn) device.signIn()
    if (device.tabs.length === 0) device.openTab()
  }
}

/** Waits until nobody waits for anything, at most `patienceSeconds`. After that the checks report what is missing. */
const rest = async (world: World): Promise<void> => {
  for (let second = 0; second < patienceSeconds && !(await isAtRest(world)); second++) await world.time.pass(1_000)
}

const whatIsDueIsErased = async (world: World): Promise<void> => {
  const at = world.ledger.lastErasureAt
  if (at === null) return
  world.time.sleep(Math.max(0, at - world.time.now()))
  world.tell('the last hour is over')
  await rest(world)
}

const isAtRest = async ({ devices, disk, time }: World): Promise<boolean> =>
  disk.isIdle &&
  (await disk.kept.upkeep.deletedRooms()).length === 0 &&
  (await disk.kept.upkeep.erasuresDue(time.now())).length === 0 &&
  devices.every(
    ({ storage, outbox, tabs }) =>
      outbox.isEmpty &&
      storage.waiting.every(({ waits }) => waits) &&
      tabs.every(({ isInStep, own }) => isInStep && own?.isAtRest !== false),
  )

/** A member of the room signs in on a new device without any data. */
const newcomerLoadsAll = async (world: World): Promise<void> => {
  const users = [...world.users.values()]
  const members = users.filter(({ id }) => world.ledger.standing(world.room, id) !== 'guest')
  const device = await world.addDevice(world.chance.pick(members.length > 0 ? members : users), true)
  device.openTab()
  world.tell(`${device.label} loads all from nothing`)
  await world.time.pass(1_000)
}
