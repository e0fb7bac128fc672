import { expect } from 'vitest'
import { segmentName } from '../../shared/wire/documents.ts'
import { type Cast, cast, stage } from '../world/cast.ts'
import { printFigure, spread } from '../world/figures.ts'
import { Line } from '../world/line.ts'
import type { Person } from '../world/person.ts'
import { type Relay, startRelay } from '../world/relay.ts'
import { load } from '../world/stock.ts'
import { UpdateWriter } from '../world/update-writer.ts'

/**
 * The promise is 20 MB of held memory. The resident size may be larger, as it includes memory that the collector has
 * not returned to the system.
 */
const mostHeldBytes = 20e6
const mostResidentBytes = 80e6
/**
 * The promise is a stall of at most 50 ms; the measured stall is printed. The limit that fails a test is more generous,
 * since tests run on shared machines: the stall counts only the relay's own work, and on a busy machine the same work
 * took up to three times as long. A join only has to succeed, however long it takes.
 */
const longestStallMs = 600
const fewestProbes = 5

export interface Arena {
  relay: Relay
  cast: Cast
}

export const openArena = async (): Promise<Arena> => {
  const relay = await startRelay()
  return { relay, cast: await cast(relay) }
}

/** A connection to the first segment of a room, for a person of the cast or, without one, for a guest. */
export const enter = (relay: Relay, room: string, person?: Person): Promise<Line> =>
  Line.open(relay, { document: segmentName(room, 1), token: person?.token })

export const postAndAck = async (
  line: Line,
  person: Person,
  room: string,
  writer = new UpdateWriter(),
): Promise<string> => {
  const record = person.device.post(room, 'an honest word')
  writer.write(line, record)
  expect(await line.resultFor(record.name)).toEqual({ kind: 'acked', name: record.name })
  return record.name
}

/**
 * The member attacks a new room, while the moderator joins it again and again. Afterwards the relay is alive and has
 * not grown, and a new client can load the room and write to it.
 */
export const endure = async ({ relay, cast }: Arena, what: string, attack: (room: string) => Promise<void>) => {
  const room = await stage(cast)
  const line = await enter(relay, room, cast.owner)
  const before = await postAndAck(line, cast.owner, room)
  await join(relay, room, cast.moderator)
  const calm = await relay.pulse('collect')
  await relay.pulse('reset')

  const probe = keepJoining(relay, room, cast.moderator)
  try {
    await attack(room)
  } finally {
    await probe.stop()
  }
  const { stallMs } = await relay.pulse('read')
  const after = await relay.pulse('collect')
  const held = after.heldBytes - calm.heldBytes
  const resident = after.residentBytes - calm.residentBytes
  printFigure(
    `${what}: stall ${stallMs.toFixed(0)} ms, joins ${spread(probe.times)}, held ${megabytes(held)}, resident ${megabytes(resident)}`,
  )
  expect(relay.isAlive).toBe(true)
  expect(stallMs).toBeLessThan(longestStallMs)
  expect(probe.times.length).toBeGreaterThanOrEqual(fewestProbes)
  expect(held).toBeLessThan(mostHeldBytes)
  expect(resident).toBeLessThan(mostResidentBytes)

  await line.close()
  await isNotSpoiled(relay, room, cast.owner, before)
}

const megabytes = (bytes: number): string => `${bytes < 0 ? '' : '+'}${(bytes / 1e6).toFixed(1)} MB`

/**
 * Joins like a client that already has all records, so that we measure how soon the relay answers and not the size of
 * the room.
 */
export const join = async (relay: Relay, room: string, person: Person): Promise<number> => {
  const from = performance.now()
  const line = await enter(relay, room, person)
  // The relay expects a message within five seconds, and the answer to `held` may take longer.
  line.send({ type: 'query-awareness' })
  await line.sync(await line.held())
  const took = performance.now() - from
  await line.close()
  return took
}

/** Without a rest between its joins, the probe would use as much of the machine as the attack. */
const restMs = 20

/** Joins again and again until `stop`, and then a few more times. */
const keepJoining = (relay: Relay, room: string, person: Person) => {
  const times: number[] = []
  let left = Number.POSITIVE_INFINITY
  const joining = (async () => {
    while (left-- > 0) {
      times.push(await join(relay, room, person))
      await new Promise((rested) => setTimeout(rested, restMs))
    }
  })()
  joining.catch(() => {}) // `stop` returns the same promise, which throws
  return {
    times,
    stop() {
      left = fewestProbes
      return joining
    },
  }
}

const isNotSpoiled = async (relay: Relay, room: string, person: Person, before: string) => {
  const fresh = await enter(relay, room, person)
  const after = await postAndAck(fresh, person, room)
  await fresh.close()
  const records = await load(relay, segmentName(room, 1), person.token)
  expect([...records.keys()]).toEqual(expect.arrayContaining([before, after]))
}
