import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { segmentName } from '../../shared/wire/documents.ts'
import { stage } from '../world/cast.ts'
import { quantile } from '../world/figures.ts'
import type { Person } from '../world/person.ts'
import { within } from '../world/until.ts'
import { UpdateWriter } from '../world/update-writer.ts'
import { type Arena, enter, join, postAndAck } from './attack.ts'

export const sieges = ['channels', 'sockets', 'churn', 'requests', 'halves', 'guesses'] as const
export type Siege = (typeof sieges)[number]

interface Times {
  joins: number[]
  acks: number[]
}

/** What honest members experience without an attack, and during an attack from the same network. */
export interface Besieged {
  quiet: Times
  attacked: Times
  /** What the attackers received. */
  loot: { bytes: number; answers: number; seconds: number }
}

/**
 * Measures honest joins and acknowledgements in one room while guests attack another room. The attack lasts as long as
 * the measurement takes.
 */
export const besiege = async (
  { relay, cast }: Arena,
  target: string,
  kind: Siege,
  rounds: number,
  crowd: number,
): Promise<Besieged> => {
  const room = await stage(cast)
  await measure({ relay, cast }, room, 5) // warm up
  const quiet = await measure({ relay, cast }, room, rounds)
  const workerData = { kind, port: relay.port, document: segmentName(target, 1), login: 'mona', crowd }
  const worker = new Worker(new URL('./besiege.mjs', import.meta.url), { workerData })
  const began = performance.now()
  await within('the attack begins', once(worker, 'message'))
  const attacked = await measure({ relay, cast }, room, rounds)
  const loot = once(worker, 'message')
  worker.postMessage('stop')
  const [{ bytes, answers }] = await within('the attack ends', loot)
  const seconds = (performance.now() - began) / 1_000
  await within('the attackers leave', once(worker, 'exit'))
  return { quiet, attacked, loot: { bytes, answers, seconds } }
}

/** A public room that is large enough to attack: 400 messages of a kilobyte. */
export const fullRoom = async ({ relay, cast: { owner } }: Arena): Promise<string> => {
  const room = await owner.makeRoom('public')
  const line = await enter(relay, room, owner)
  const posts = Array.from({ length: 400 }, () => owner.device.post(room, 'x'.repeat(1_000)))
  line.send({ type: 'update', update: new UpdateWriter().update(...posts) })
  await line.verdict(posts.at(-1)!.name)
  await line.close()
  return room
}

const measure = async ({ relay, cast }: Arena, room: string, rounds: number): Promise<Times> => {
  const times: Times = { joins: [], acks: [] }
  const line = await enter(relay, room, cast.member)
  const pen = new UpdateWriter()
  const ack = async (person: Person) => {
    const from = performance.now()
    await postAndAck(line, person, room, pen)
    return performance.now() - from
  }
  for (let round = 0; round < rounds; round++) {
    times.joins.push(await join(relay, room, cast.moderator))
    times.acks.push(await ack(cast.member))
  }
  await line.close()
  return times
}

/** One line that compares the times without and with the attack. */
export const describeSiege = (kind: string, { quiet, attacked, loot }: Besieged): string => {
  const both = (what: keyof Times) =>
    `${what} p99 ${quantile(quiet[what], 0.99).toFixed(1)} ms quiet, ${quantile(attacked[what], 0.99).toFixed(1)} ms attacked (p50 ${quantile(quiet[what], 0.5).toFixed(1)}, ${quantile(attacked[what], 0.5).toFixed(1)})`
  return `${kind}: ${both('joins')}; ${both('acks')}; attackers got ${(loot.bytes / 1e6).toFixed(1)} MB in ${loot.answers} frames`
}
