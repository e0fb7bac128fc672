import { segmentName } from '../../shared/wire/documents.ts'
import type { Cast } from '../world/cast.ts'
import { Chance } from '../world/chance.ts'
import { Line } from '../world/line.ts'
import { newId, Person } from '../world/person.ts'
import type { Relay } from '../world/relay.ts'
import { load } from '../world/stock.ts'
import { within } from '../world/until.ts'
import { UpdateWriter } from '../world/update-writer.ts'

type Pair = Pick<Cast, 'owner' | 'member'>

/**
 * A flood soon uses up the 500 records that one device may write at once, so after this many rounds we take a new
 * device.
 */
const roundsOfDevice = 6
/** One person may do only 600 acts at once, and a round takes four. Waiting for the limit would spoil the times. */
const roundsOfPerson = 20 * roundsOfDevice

export interface Removals {
  /** From the owner's request until the member's socket closes, and until the last byte is sent to the member. */
  closeMs: number[]
  lastByteMs: number[]
  codes: Set<number>
  /** Records of the removed member that were accepted after the answer to the removal. */
  later: string[]
  /** Records that the owner wrote after the answer to the removal, and that were still sent to the removed member. */
  overheard: string[]
  flooded: number
}

/** An hour after a ban, what the banned person wrote is erased. */
export type How = 'remove' | 'ban'

/**
 * In each round a member is added, floods the room while the owner writes too, and is removed or banned in the middle
 * of it. After the answer to the removal the room must accept nothing more from that member, who goes on sending and
 * connects again.
 */
export const removeInFloods = async (
  relay: Relay,
  cast: Cast,
  rounds: number,
  seed: number,
  how: How = 'remove',
): Promise<Removals> => {
  const outcome: Removals = { closeMs: [], lastByteMs: [], codes: new Set(), later: [], overheard: [], flooded: 0 }
  const chance = new Chance(seed)
  let { owner, member } = cast
  for (let round = 0; round < rounds; round++) {
    if (round > 0 && round % roundsOfPerson === 0) [owner, member] = [await newcomer(relay), await newcomer(relay)]
    else if (round % roundsOfDevice === 0) [owner, member] = [await owner.elsewhere(), await member.elsewhere()]
    await removeOnce(relay, { owner, member }, how, chance, outcome)
  }
  return outcome
}

const newcomer = (relay: Relay): Promise<Person> =>
  new Person(relay, `newcomer${newId().replace(/[^a-z0-9]/gi, '')}`.slice(0, 20).toLowerCase()).signUp()

const removeOnce = async (
  relay: Relay,
  { owner, member }: Pair,
  how: How,
  chance: Chance,
  outcome: Removals,
): Promise<void> => {
  const room = await owner.makeRoom()
  await owner.act({ do: 'add', room, user: member.id })
  const document = segmentName(room, 1)
  const [host, line] = [
    await Line.open(relay, { document, token: owner.token }),
    await Line.open(relay, { document, token: member.token }),
  ]
  const flood = floodFrom(line, () => member.device.post(room, 'flood'))
  const talk = floodFrom(host, () => owner.device.post(room, 'talk'))
  await line.wait('the flood is under way', () => (line.results.length > chance.below(8) ? true : undefined))

  const from = performance.now()
  const about = { room, user: member.id }
  await owner.act(how === 'ban' ? { do: 'ban', ...about, erase: true } : { do: 'remove', ...about })
  const saidBefore = new Set(talk.written)
  outcome.codes.add(await within('the removed one is closed', line.closed))
  outcome.closeMs.push(line.closedAt - from)
  outcome.lastByteMs.push(line.lastByteAt - from)
  const atRemoval = await load(relay, document, owner.token)
  flood.stop()
  talk.stop()
  outcome.flooded += flood.written.length + talk.written.length
  const heard = line.namesHeard()
  outcome.overheard.push(...talk.written.filter((name) => heard.has(name) && !saidBefore.has(name)))
  outcome.later.push(...(await writtenLater(relay, document, { owner, member, room }, atRemoval)))
  await host.close()
  await owner.act({ do: 'leave', room }) // otherwise the owner's next device would be announced in a thousand rooms
}

/** Writes two records per turn, as fast as the socket takes them. */
const floodFrom = (line: Line, write: () => { name: string; bytes: Uint8Array }) => {
  const writer = new UpdateWriter()
  const written: string[] = []
  const timer = setInterval(() => {
    const records = [write(), write()]
    writer.write(line, ...records)
    written.push(...records.map(({ name }) => name))
  }, 2)
  return { written, stop: () => clearInterval(timer) }
}

/**
 * The removed member connects again and writes with an old date. Returns the records that were accepted after the
 * removal.
 */
const writtenLater = async (
  relay: Relay,
  document: string,
  { owner, member, room }: Pair & { room: string },
  atRemoval: Map<string, Uint8Array>,
): Promise<string[]> => {
  const again = await Line.open(relay, { document, token: member.token })
  const old = member.device.write(room, { kind: 'post', text: 'from before' }, '', { time: Date.now() - 3_600_000 })
  new UpdateWriter().write(again, old)
  await Promise.race([again.sync(), again.closed])
  await again.close()
  const records = await load(relay, document, owner.token)
  return [...records.keys()].filter((name) => name.startsWith(member.device.idText) && !atRemoval.has(name))
}
