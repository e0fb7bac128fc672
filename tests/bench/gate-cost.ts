import { readFileSync } from 'node:fs'
import { performance } from 'node:perf_hooks'
import * as Y from 'yjs'
import type { Verify } from '../../relay/base/surroundings.ts'
import { Core } from '../../relay/core/core.ts'
import { makeVerify } from '../../relay/gate/verify.ts'
import { relayLimits } from '../../relay/pace/relay-limits.ts'
import { makeSeedClock } from '../../relay/seed/clock.ts'
import type { Change } from '../../relay/store/store.ts'
import { segmentName } from '../../shared/wire/documents.ts'
import { parseMessage, writeMessage } from '../../shared/wire/messages.ts'
import { parseResults } from '../../shared/wire/results.ts'
import { parseUpdate } from '../../shared/wire/update.ts'
import { Device } from '../world/device.ts'
import { quantile } from '../world/figures.ts'
import { newId } from '../world/person.ts'
import { MemoryStore } from '../world/store/memory-store.ts'
import { UpdateWriter } from '../world/update-writer.ts'

// This is bundled like the relay and runs in its own process (gate.ts). Run from source, the cost of the loader would
// count.

const records = 3_000
const rounds = 5
/**
 * Records that arrive in one turn when bursts are measured. Otherwise each record is sent when the one before it is
 * acknowledged.
 */
export const burst = 100
const limits = { ...relayLimits, recordsPerSecond: 1e9, recordsBurst: 1e9, segmentCap: 1e9, segmentTotal: 1e9 }

/** Microseconds of the main thread per record. */
export interface Cost {
  structure: number
  yjs: number
  unverified: number
  verified: number
  inBursts: number
}

const measure = async (talk: Talk): Promise<Cost> => ({
  structure: await busyMicros(() => parseAll(talk.updates)),
  yjs: await busyMicros(() => applyAll(talk.updates)),
  unverified: await admitAll(talk, async () => true, 1),
  verified: await admitAll(talk, makeVerify(), 1),
  inBursts: await admitAll(talk, makeVerify(), burst),
})

interface Talk {
  user: string
  room: string
  device: Device
  names: string[]
  updates: Uint8Array[]
}

const makeTalk = (): Talk => {
  const [device, writer, user, room] = [new Device(), new UpdateWriter(), newId(), newId()]
  const posts = Array.from({ length: records }, (_, i) =>
    device.post(room, `message ${i}: did you turn it off and on?`),
  )
  return { user, room, device, names: posts.map(({ name }) => name), updates: posts.map((post) => writer.update(post)) }
}

const parseAll = (updates: readonly Uint8Array[]): void => {
  for (const update of updates) parseUpdate(update)
}

const applyAll = (updates: readonly Uint8Array[]): void => {
  const doc = new Y.Doc()
  doc.getMap('log')
  for (const update of updates) Y.applyUpdate(doc, update)
}

/** Does not keep the records, since this measures the gate and not a store. */
class Forgetful extends MemoryStore {
  override commit({ records: _, ...change }: Change): Promise<void> {
    return super.commit(change)
  }
}

const admitAll = async (talk: Talk, verify: Verify, together: number): Promise<number> => {
  const core = new Core({
    store: new Forgetful(),
    clock: makeSeedClock(),
    verify,
    limits,
    log: () => {},
  })
  await core.people.put({ id: talk.user, username: 'ada', name: 'Ada' })
  await core.people.putDevice(talk.user, talk.device.publicKey)
  await core.act(talk.user, newId(), { do: 'make', room: talk.room, name: 'room', topic: '', visibility: 'public' })
  const { send, acked, done } = await openSegment(core, talk)
  const cost = await busyMicros(async () => {
    for (let at = 0; at < records; at += together) {
      const last = Math.min(at + together, records) - 1
      for (let i = at; i <= last; i++) send(writeMessage({ type: 'update', update: talk.updates[i]! }))
      await acked(talk.names[last]!)
    }
  })
  done()
  await core.stop()
  return cost
}

const openSegment = async (core: Core, { user, room, device }: Talk) => {
  const waiting = new Map<string, () => void>()
  let opened = () => {}
  const isOpen = new Promise<void>((resolve) => {
    opened = resolve
  })
  const socket = {
    bufferedBytes: 0,
    send(bytes: Uint8Array) {
      const message = parseMessage(bytes)
      if (message.type === 'sync-step-1') opened()
      if (message.type !== 'results') return
      for (const result of parseResults(message.results)) if (result.kind === 'acked') waiting.get(result.name)?.()
    },
    close(code: number, reason: string) {
      throw new Error(`the core closed the connection: ${code} ${reason}`)
    },
  }
  const connection = core.accept(socket, { session: 'bench', user, device: device.idText }, segmentName(room, 1))
  await isOpen
  return {
    send: (bytes: Uint8Array) => connection.receive(bytes),
    acked: (name: string) => new Promise<void>((resolve) => waiting.set(name, resolve)),
    done: () => connection.closed(),
  }
}

/** How long the main thread worked, per record. Time in which other programs had its core does not count. */
const busyMicros = async (run: () => void | Promise<void>): Promise<number> => {
  const before = mainThreadMicros()
  await run()
  return (mainThreadMicros() - before) / records
}

/** On Linux, the CPU time of the thread from the kernel. Elsewhere, the time in which the event loop was active. */
const mainThreadMicros = (): number => {
  try {
    const [nanoseconds] = readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'utf8').split(' ')
    return Number(nanoseconds) / 1_000
  } catch {
    return performance.eventLoopUtilization().active * 1_000
  }
}

const measureAll = async (): Promise<Cost> => {
  const costs: Cost[] = []
  for (let round = 0; round <= rounds; round++) {
    const cost = await measure(makeTalk())
    // The first round only warms up the compiler.
    if (round > 0) costs.push(cost)
  }
  const median = (of: keyof Cost) =>
    quantile(
      costs.map((cost) => cost[of]),
      0.5,
    )
  const [structure, yjs, unverified, verified, inBursts] = (
    ['structure', 'yjs', 'unverified', 'verified', 'inBursts'] as const
  ).map(median)
  return { structure, yjs, unverified, verified, inBursts } as Cost
}

process.send?.(await measureAll(), () => process.exit())
