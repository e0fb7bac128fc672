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
const longestLoadMs = 500
const sayEveryMs = 12
const settledMs = 60_000

export interface Killing {
  said: number
  /** Acknowledged before one of the kills. */
  kept: number
  /** Acknowledged and gone: the promise is none. */
  lost: string[]
  refused: string[]
  twice: string[]
  segments: number
  integrity: string
  restartMs: number[]
}

/**
 * Several clients talk; at a random moment the relay is killed with SIGKILL and started again on the same data. Before
 * any client may come back, and so could fill a hole by itself, a fresh one looks whether all is there that was acknowledged.
 */
export const killCycles = async (seed: number, cycles: number, onCycle = (_: number) => {}): Promise<Killing> => {
  const chance = new Chance(seed)
  const relay = await startRelay()
  const outcome: Killing = {
    said: 0,
    kept: 0,
    lost: [],
    refused: [],
    twice: [],
    segments: 0,
    integrity: '',
    restartMs: [],
  }
  try {
    const { room, people } = await gather(relay)
    const talkers = people.map((person) => new Talker(relay, person, room))
    const checked = new Set<string>()
    for (let cycle = 1; cycle <= cycles; cycle++) {
      await talk(talkers, chance)
      await relay.kill('SIGKILL')
      for (const talker of talkers) talker.goOffline()
      if (cycle === cycles) outcome.integrity = await checkIntegrity(relay.data)
      outcome.restartMs.push(await restart(relay))
      const kept = talkers.flatMap((talker) => talker.kept()).filter((name) => !checked.has(name))
      outcome.lost.push(...(await missing(relay, room, people[0]!, talkers, kept)))
      for (const name of kept) checked.add(name)
      for (const talker of talkers) talker.goOnline()
      onCycle(cycle)
    }
    await settle(relay, room, people[0]!, talkers)
    outcome.kept = checked.size
    outcome.said = talkers.reduce((sum, { said }) => sum + said.size, 0)
    outcome.refused = talkers.flatMap((talker) => talker.refused())
    outcome.segments = talkers[0]!.head
    for (const talker of talkers) talker.end()
    await relay.kill('SIGTERM')
    outcome.twice = await namesKeptTwice(relay.data)
    return outcome
  } finally {
    await relay.stop()
  }
}

const gather = async (relay: Relay): Promise<{ room: string; people: Person[] }> => {
  const people: Person[] = []
  for (let i = 0; i < talkersCount; i++) people.push(await new Person(relay, `talker${i}`).signUp())
  const room = await people[0]!.makeRoom('private')
  for (const { id } of people.slice(1)) await people[0]!.act({ do: 'add', room, user: id })
  return { room, people }
}

/** Everybody talks, until a moment that chance picks; now and then that is at once, while they are still coming in. */
const talk = async (talkers: readonly Talker[], chance: Chance): Promise<void> => {
  const ends = performance.now() + (chance.below(6) === 0 ? 0 : chance.below(longestLoadMs))
  do {
    const words = Array.from({ length: 1 + chance.below(4) }, (_, i) => `word ${i} ${'x'.repeat(chance.below(300))}`)
    chance.pick(talkers).say(...words)
    await new Promise((resolve) => setTimeout(resolve, chance.below(sayEveryMs)))
  } while (performance.now() < ends)
}

const restart = async (relay: Relay): Promise<number> => {
  const from = performance.now()
  await relay.start()
  return performance.now() - from
}

/** Names that a fresh client does not find, or finds with other bytes. */
const missing = async (
  relay: Relay,
  room: string,
  reader: Person,
  talkers: readonly Talker[],
  names: readonly string[],
): Promise<string[]> => {
  const said = new Map(talkers.flatMap((talker) => [...talker.said]))
  const segments = new Set(names.map((name) => said.get(name)!.segment))
  const found = await loadSegments(relay, room, reader, segments)
  return names.filter((name) => !isSame(found.get(name), said.get(name)!.bytes))
}

const isSame = (a: Uint8Array | undefined, b: Uint8Array): boolean => a !== undefined && Buffer.compare(a, b) === 0

const loadSegments = async (relay: Relay, room: string, reader: Person, segments: Iterable<number>) => {
  const records = new Map<string, Uint8Array>()
  for (const segment of segments)
    for (const [name, bytes] of await load(relay, segmentName(room, segment), reader.token)) records.set(name, bytes)
  return records
}

/** Without any action, everything said is at the relay, and every client holds what a fresh one does. */
const settle = async (relay: Relay, room: string, reader: Person, talkers: readonly Talker[]): Promise<void> => {
  for (const talker of talkers) talker.goOnline({ all: true })
  const saidWhere = talkers.flatMap(({ said }) => [...said.values()].map(({ segment }) => segment))
  const segments = new Set(saidWhere)
  for (const talker of talkers) for (const segment of segments) talker.open(segment).provider.connect()
  const isKept = () => talkers.every((talker) => talker.kept().length === talker.said.size)
  await until('the relay has all that was said', isKept, settledMs)
  const everything = talkers.flatMap(({ said }) => [...said.keys()])
  const lost = await missing(relay, room, reader, talkers, everything)
  if (lost.length > 0) throw new Error(`the relay says it has, and has not: ${lost}`)
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
