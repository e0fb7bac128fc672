import type { Clock } from '../base/clock.ts'
import type { Locks } from '../base/locks.ts'
import { tableInMemory } from '../base/table.ts'
import { Documents } from './documents.ts'
import type { FakeRelay } from './fakeRelay.ts'
import { Socket } from './socket.ts'

/** For tests: a clock that moves only when told to. */
export class FakeClock implements Clock {
  at = 1_000_000
  readonly #timers = new Set<{ at: number; run: () => void }>()

  now(): number {
    return this.at
  }

  after(ms: number, run: () => void): () => void {
    const timer = { at: this.at + ms, run }
    this.#timers.add(timer)
    return () => this.#timers.delete(timer)
  }

  pass(ms: number): void {
    this.at += ms
    for (const timer of [...this.#timers].sort((a, b) => a.at - b.at))
      if (timer.at <= this.at && this.#timers.delete(timer)) timer.run()
  }
}

/** For tests: the Web Locks of one browser. */
export const fakeLocks = (): NonNullable<Locks> => {
  const tails = new Map<string, Promise<unknown>>()
  const request = async (name: string, ...rest: unknown[]) => {
    const run = rest.at(-1) as (lock: object | null) => unknown
    const { ifAvailable } = (rest.length > 1 ? rest[0] : {}) as LockOptions
    if (ifAvailable && tails.has(name)) return run(null)
    const before = tails.get(name) ?? Promise.resolve()
    const mine = before.then(() => run({ name }))
    const tail: Promise<unknown> = mine.catch(() => {}).then(() => tails.get(name) === tail && tails.delete(name))
    tails.set(name, tail)
    return mine
  }
  return { request } as NonNullable<Locks>
}

/** For tests: the documents of one tab, over a socket to a fake relay. */
export const tabOf = (
  relay: FakeRelay,
  {
    user = 'amy',
    locks = null as Locks,
    clientIds = tableInMemory<number>(),
    isOwn = (_document: string, _name: string): boolean => false,
  } = {},
) => {
  const clock = new FakeClock()
  const heard: string[] = []
  const socket = new Socket({
    url: 'ws://relay/sync',
    WebSocket: relay.WebSocket,
    clock,
    deviceTime: () => clock.now(),
    chance: () => 0,
    isVisible: () => true,
    prepare: async () => 'go',
  })
  socket.hello.subscribe(() => heard.push('hello'))
  socket.ended.subscribe(() => heard.push('ended'))
  socket.failed.subscribe(() => heard.push('failed'))
  const held = new Set<string>()
  const documents = new Documents(
    { user, socket, clock, locks, clientIds, trouble: (what) => heard.push(what), isOwn },
    (name) => held.has(name),
  )
  socket.start()
  return { clock, socket, documents, heard, held, clientIds }
}

/** Resolves once `holds` returns true. It has no time limit of its own, only the test's. */
export const until = async (holds: () => boolean | Promise<boolean>): Promise<void> => {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 1))
}
