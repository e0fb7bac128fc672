import { type ChildProcess, fork } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { constants, setPriority } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { toBase64url } from '../../shared/base64url.ts'
import { stage } from '../world/cast.ts'
import { Device } from '../world/device.ts'
import { quantile } from '../world/figures.ts'
import { Person } from '../world/person.ts'
import { timed, type Wait } from '../world/stopwatch.ts'
import { within } from '../world/until.ts'
import { UpdateWriter } from '../world/update-writer.ts'
import { type Arena, enter, join, postAndAck } from './attack.ts'
import { type Arms, attacks, type Loot, type Siege } from './attackers.ts'

export const sieges = Object.keys(attacks) as Siege[]

/**
 * A round is one join and one message, each by a person of their own. It begins when it is due, even if earlier ones are
 * not done, because people do not wait for each other. One device may write 20 messages a second for ever.
 */
const everyMs = 50
/** Rounds in the first second of an attack, which are told apart from those that follow. */
export const firstRounds = 1_000 / everyMs

interface Times {
  joins: Wait[]
  acks: Wait[]
}

/** What honest members experience without an attack, and in the same run during an attack. */
export interface Besieged {
  quiet: Times
  /** The first second of the attack, or all of it if it was shorter, and what followed. */
  first: Times
  attacked: Times
  loot: Loot & { seconds: number }
}

/** Measures honest joins and acknowledgements in one room, for so many rounds each, while another room is attacked. */
export const besiege = async (
  arena: Arena,
  prey: Prey,
  attackers: Attackers,
  kind: Siege,
  rounds: number,
  arms: Pick<Arms, 'crowd' | 'from'>,
): Promise<Besieged> => {
  const measure = await surveyor(arena, await stage(arena.cast))
  await measure(5) // warm up
  const quiet = await measure(rounds)
  const began = performance.now()
  attackers.begin(kind, { ...prey, ...arms, port: arena.relay.port })
  const first = await measure(firstRounds)
  const attacked = await measure(rounds)
  const loot = await attackers.stop()
  return { quiet, first, attacked, loot: { ...loot, seconds: (performance.now() - began) / 1_000 } }
}

/** The process of the attackers. */
export class Attackers {
  readonly #process: ChildProcess

  private constructor(process: ChildProcess) {
    this.#process = process
  }

  /** They have a lower priority, so that they do not take the processor from the relay and those measured. */
  static async ready(): Promise<Attackers> {
    const child = fork(fileURLToPath(new URL('./besiege.ts', import.meta.url)), { execArgv: ['--import', 'tsx'] })
    setPriority(child.pid!, constants.priority.PRIORITY_BELOW_NORMAL)
    await within('the attackers are ready', once(child, 'message'))
    return new Attackers(child)
  }

  begin(kind: Siege, arms: Arms): void {
    this.#process.send({ kind, arms })
  }

  /** Ends the attack. Resolves to what they got. */
  async stop(): Promise<Loot> {
    const told = once(this.#process, 'message')
    this.#process.send('stop')
    const [loot] = await within('the attack ends', told)
    return loot
  }

  async leave(): Promise<void> {
    const gone = once(this.#process, 'exit')
    this.#process.disconnect()
    await within('the attackers leave', gone)
  }
}

/** What is attacked, and what the attackers have. */
export type Prey = Omit<Arms, 'port' | 'from' | 'crowd'>

/** An attacker with an account and a room, and a large public room that is expensive to read and to show. */
export const prepare = async ({ relay, cast: { owner, moderator } }: Arena): Promise<Prey> => {
  const seed = randomBytes(32)
  const attacker = await new Person(relay, 'mallory', new Device(seed)).signUp()
  const own = await attacker.makeRoom()
  const room = await owner.makeRoom('public')
  await owner.act({ do: 'add', room, user: attacker.id })
  const line = await enter(relay, room, owner)
  const writer = new UpdateWriter()
  for (let part = 0; part < 10; part++) {
    const posts = Array.from({ length: 40 }, () => owner.device.post(room, `http://a${')'.repeat(7_900)}`))
    writer.write(line, ...posts)
    await line.resultFor(posts.at(-1)!.name)
  }
  await line.close()
  return { room, own, login: moderator.username, token: attacker.token, deviceSeed: toBase64url(seed) }
}

/** Measures in one room. The lines of those who write stay open from one measurement to the next. */
const surveyor = async ({ relay, cast }: Arena, room: string) => {
  const line = await enter(relay, room, cast.member)
  const writer = new UpdateWriter()
  return async (rounds: number): Promise<Times> => {
    const begun = performance.now()
    const joins: Promise<Wait>[] = []
    const acks: Promise<Wait>[] = []
    for (let round = 0; round < rounds; round++) {
      await sleep(begun + round * everyMs - performance.now())
      joins.push(timed(relay.pid, () => join(relay, room, cast.moderator)))
      acks.push(timed(relay.pid, () => postAndAck(line, cast.member, room, writer)))
    }
    return { joins: await Promise.all(joins), acks: await Promise.all(acks) }
  }
}

/** Compares what members waited during an attack, in all and in its two parts, with what they waited without one, on the wall and for the relay. */
export const describeSiege = (kind: string, { quiet, first, attacked, loot }: Besieged): string =>
  [
    `${kind}: attackers got ${(loot.bytes / 1e6).toFixed(1)} MB in ${loot.answers} answers, ${loot.ended} of their sockets ended`,
    ...(['joins', 'acks'] as const).flatMap((what) =>
      ([0.5, 0.99] as const).map(
        (share) =>
          `  ${what} p${share * 100}: ${compare(quiet[what], first[what], attacked[what], 'wallMs', share)}; in the relay ${compare(quiet[what], first[what], attacked[what], 'relayMs', share)}`,
      ),
    ),
  ].join('\n')

const compare = (quiet: Wait[], first: Wait[], attacked: Wait[], clock: keyof Wait, share: number): string => {
  const [before, early, later, all] = [quiet, first, attacked, [...first, ...attacked]].map((waits) =>
    quantile(
      waits.map((wait) => wait[clock]),
      share,
    ),
  ) as [number, number, number, number]
  const times = (ms: number) => `${ms.toFixed(1)} (${(ms / before).toFixed(1)}x)`
  return `${before.toFixed(1)} ms quiet, ${times(all)} attacked: ${times(early)} in the first second, ${times(later)} after`
}
