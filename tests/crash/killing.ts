import { join } from 'node:path'
import { createClient } from '@libsql/client'
import { segmentName } from '../../shared/wire/documents.ts'
import { Chance } from '../world/chance.ts'
import { Person } from '../world/person.ts'
import { type Relay, startRelay } from '../world/relay.ts'
import { load } from '../world/stock.ts'
import { until } from '../world/until.ts'
import { Talker } from './talker.ts'

const talkersCount = 4
/** Most records between two kills. Fifty times this is within what four devices may write at once. */
const mostSaid = 36
const mostHeard = 30
const longestWayMs = 30
const sayEveryMs = 4
const settledMs = 60_000

export interface Killing {
  said: number
  /** Acknowledged before one of the kills. */
  kept: number
  /** Acknowledged but no longer there: each of these breaks the promise. */
  lost: string[]
  refused: string[]
  twice: string[]
  segments: number
  integrity: string
  restartMs: number[]
}

/** The people who take part, and the names that were checked already. */
interface Party {
  relay: Relay
  room: string
  reader: Person
  talkers: readonly Talker[]
  checked: Set<string>
}

/**
 * Several clients write. At a random moment the relay is killed with SIGKILL and started again on the same data. A new
 * client then checks that every acknowledged record is there. The others stay offline until then, as they would send
 * the missing records again.
 */
export const killCycles = async (seed: number, cycles: number, onCycle = (_: number) => {}): Promise<Killing> => {
  const relay = await startRelay()
  try {
    const party = await gather(relay)
    const chance = new Chance(seed)
    const lost: string[] = []
    const restartMs: number[] = []
    for (let cycle = 1; cycle <= cycles; cycle++) {
      await talk(party.talkers, chance)
      restartMs.push(await killAndRestart(party))
      lost.push(...(await lostIn(party)))
      for (const talker of party.talkers) talker.goOnline()
      onCycle(cycle)
    }
    await settle(party)
    return { ...(await describeEnd(party)), lost, restartMs }
  } finally {
    await relay.stop()
  }
}

const gather = async (relay: Relay): Promise<Party> => {
  const people: Person[] = []
  for (let i = 0; i < talkersCount; i++) people.push(await new Person(relay, `talker${i}`).signUp())
  const [owner, ...others] = people
  const room = await owner!.makeRoom('private')
  for (const { id } of others) await owner!.act({ do: 'add', room, user: id })
  const talkers = people.map((person) => new Talker(relay, person, room))
  return { relay, room, reader: owner!, talkers, checked: new Set() }
}

const killAndRestart = async ({ relay, talkers }: Party): Promise<number> => {
  await relay.kill('SIGKILL')
  for (const talker of talkers) talker.goOffline()
  const from = performance.now()
  await relay.start()
  return performance.now() - from
}

/** Missing records of those that were acknowledged since the last check. */
const lostIn = async (party: Party): Promise<string[]> => {
  const kept = party.talkers.flatMap((talker) => talker.kept()).filter((name) => !party.checked.has(name))
  for (const name of kept) party.checked.add(name)
  return missing(party, kept)
}

const describeEnd = async ({ relay, talkers, checked }: Party) => {
  const segments = talkers[0]!.head
  const refused = talkers.flatMap((talker) => talker.refused())
  const said = talkers.reduce((sum, talker) => sum + talker.said.size, 0)
  for (const talker of talkers) talker.end()
  await relay.kill('SIGKILL')
  const integrity = await checkIntegrity(relay.data)
  return { said, kept: checked.size, refused, segments, integrity, twice: await namesKeptTwice(relay.data) }
}

/**
 * All clients write until a random number of records is acknowledged. Now and then that number is zero, to kill the
 * relay while records still arrive. Time would be no good measure here, since a busy machine may do nothing in it.
 */
const talk = async (talkers: readonly Talker[], chance: Chance): Promise<void> => {
  const enough = chance.below(6) === 0 ? 0 : 1 + chance.below(mostHeard)
  const said: { talker: Talker; name: string }[] = []
  const isEnough = () => said.filter(({ talker, name }) => talker.isKept(name)).length >= enough
  do {
    const words = Array.from({ length: 1 + chance.below(4) }, (_, i) => `word ${i} ${'x'.repeat(chance.below(300))}`)
    const talker = chance.pick(talkers)
    said.push(...talker.say(...words).map((name) => ({ talker, name })))
    await new Promise((resolve) => setTimeout(resolve, chance.below(sayEveryMs)))
  } while (said.length < mostSaid && !isEnough())
  await until('enough is acknowledged', isEnough)
  // Something is always on its way when the relay is killed.
  for (const talker of talkers) talker.say('on its way')
  await new Promise((resolve) => setTimeout(resolve, chance.below(longestWayMs)))
}

/** Names that a new client does not find, or finds with other bytes. */
const missing = async ({ relay, room, reader, talkers }: Party, names: readonly string[]): Promise<string[]> => {
  const said = new Map(talkers.flatMap((talker) => [...talker.said]))
  const found = new Map<string, Uint8Array>()
  for (const segment of new Set(names.map((name) => said.get(name)!.segment)))
    for (const [name, bytes] of await load(relay, segmentName(room, segment), reader.token)) found.set(name, bytes)
  return names.filter((name) => !isSame(found.get(name), said.get(name)!.bytes))
}

const isSame = (a: Uint8Array | undefined, b: Uint8Array): boolean => a !== undefined && Buffer.compare(a, b) === 0

/**
 * Waits until the relay has everything that was written and every client holds the same as a new one, without any
 * action by a person.
 */
const settle = async (party: Party): Promise<void> => {
  const { relay, room, reader, talkers } = party
  const segments = new Set(talkers.flatMap(({ said }) => [...said.values()].map(({ segment }) => segment)))
  for (const talker of talkers) talker.goOnline(segments)
  const isKept = () => talkers.every((talker) => talker.kept().length === talker.said.size)
  await until('the relay has all that was said', isKept, settledMs)
  const lost = await missing(
    party,
    talkers.flatMap(({ said }) => [...said.keys()]),
  )
  if (lost.length > 0) throw new Error(`the relay acknowledged these records but does not have them: ${lost}`)
  for (const segment of segments) {
    const fresh = await load(relay, segmentName(room, segment), reader.token)
    const isEqual = () => talkers.every((talker) => sameRecords(new Map(talker.open(segment).log.entries()), fresh))
    await until(`all clients hold segment ${segment} alike`, isEqual, settledMs)
  }
}

const sameRecords = (a: Map<string, Uint8Array>, b: Map<string, Uint8Array>): boolean =>
  a.size === b.size && [...a].every(([name, bytes]) => isSame(b.get(name), bytes))

const checkIntegrity = async (data: string): Promise<string> => {
  const answers: string[] = []
  for (const file of ['rooms.db', 'accounts.db']) {
    const { rows } = await query(join(data, file), 'PRAGMA integrity_check')
    answers.push(...rows.map((row) => String(row[0])))
  }
  return [...new Set(answers)].join('; ')
}

const namesKeptTwice = async (data: string): Promise<string[]> => {
  const twice = 'SELECT writer, seq FROM record WHERE kind IS NOT NULL GROUP BY writer, seq HAVING count(*) > 1'
  return (await query(join(data, 'rooms.db'), twice)).rows.map((row) => `${row[0]}.${row[1]}`)
}

const query = async (file: string, sql: string) => {
  const client = createClient({ url: `file:${file}` })
  try {
    return await client.execute(sql)
  } finally {
    client.close()
  }
}
