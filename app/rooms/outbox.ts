import { type Accessor, createSignal } from 'solid-js'
import type { Act } from '../../shared/room/acts.ts'
import { type RefusalCode, refusalCodes } from '../../shared/wire/results.ts'
import { newId } from '../room/compose.ts'
import type { Table } from '../store/table.ts'
import type { Tabs } from '../store/tabs.ts'
import type { Api } from '../sync/api.ts'
import type { Locks } from '../sync/clientId.ts'
import type { Clock } from '../sync/clock.ts'
import { Listeners } from '../sync/listeners.ts'

export interface QueuedAct {
  /** Idempotency key. */
  id: string
  act: Act
  at: number
}
export type ActAnswer = { ok: true; name: string } | { ok: false; code: RefusalCode }

/** Acts that wait for the relay, sent in order, each until it is answered. */
export interface Outbox {
  /** Tracked. */
  acts: Accessor<readonly QueuedAct[]>
  answered: Listeners<{ act: Act; answer: ActAnswer }>
  /** Resolves once the act is on this device's disk; the answer comes when it comes. */
  add(act: Act): Promise<{ answer: Promise<ActAnswer> }>
  /** The same, waiting so long for a refusal; null if none came by then. */
  ask(act: Act, patienceMs: number): Promise<RefusalCode | null>
  /** Now is a good time to try. */
  send(): void
  close(): void
}

export interface OutboxParts {
  user: string
  table: Table<QueuedAct>
  tabs: Tabs
  api: Api
  locks: Locks
  clock: Clock
  /** The relay does not know who we are. */
  expired(): void
}

const retryAfterMs = 5_000

export const openOutbox = async (parts: OutboxParts): Promise<Outbox> => {
  const { user, table, tabs, api, locks, clock } = parts
  const [acts, setActs] = createSignal<readonly QueuedAct[]>([])
  const answered = new Listeners<{ act: Act; answer: ActAnswer }>()
  const waiting = new Map<string, (answer: ActAnswer) => void>()
  let sending = false
  let askedMeanwhile = false
  let closed = false
  let cancelRetry = () => {}

  const read = async () => {
    const entries = await table.entries()
    setActs(entries.map(([, act]) => act).sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1)))
  }
  const settle = async ({ id, act }: QueuedAct, answer: ActAnswer) => {
    await table.delete(id)
    await read()
    tabs.tell({ what: 'answered', id, answer: { act, answer } })
    tell(id, act, answer)
  }
  const tell = (id: string, act: Act, answer: ActAnswer) => {
    waiting.get(id)?.(answer)
    waiting.delete(id)
    answered.tell({ act, answer })
  }
  /** False: stop here and come again, so that the order holds. */
  const sendOne = async (queued: QueuedAct): Promise<boolean> => {
    const answer = await api.post('/acts', { id: queued.id, act: queued.act })
    if (answer === 'offline') return false
    if (answer.status === 401) {
      parts.expired()
      return false
    }
    if (answer.status === 200) {
      const { name } = (answer.body.result ?? {}) as { name?: unknown }
      await settle(queued, { ok: true, name: typeof name === 'string' ? name : '' })
      return true
    }
    const code = refusalCodes.find((known) => known === answer.body.error)
    if (answer.status >= 500 || code === 'full' || code === 'too-fast' || answer.status === 429) return false
    await settle(queued, { ok: false, code: code ?? 'not-allowed' })
    return true
  }
  const sendAll = async () => {
    await read()
    for (let next = acts()[0]; next && !closed; next = acts()[0])
      if (!(await sendOne(next))) {
        cancelRetry()
        cancelRetry = clock.after(retryAfterMs, send)
        return
      }
  }
  const send = () => {
    if (closed) return
    if (sending) {
      askedMeanwhile = true
      return
    }
    sending = true
    askedMeanwhile = false
    const work = locks ? locks.request(`yabber/${user}/outbox`, sendAll) : sendAll()
    work
      .catch((error) => console.error('the outbox stopped', error))
      .finally(() => {
        sending = false
        if (askedMeanwhile) send()
      })
  }
  const stop = tabs.heard.add((word) => {
    if (word.what === 'outbox') void read()
    if (word.what !== 'answered') return
    const { act, answer } = word.answer as { act: Act; answer: ActAnswer }
    void read().then(() => tell(word.id, act, answer))
  })
  await read().catch(() => {}) // storage trouble is told by whoever opened it

  const add = async (act: Act) => {
    const id = newId()
    const answer = new Promise<ActAnswer>((resolve) => waiting.set(id, resolve))
    // The order is the order of asking, also within a millisecond.
    const at = Math.max(clock.now(), (acts().at(-1)?.at ?? 0) + 1)
    await table.put(id, { id, act, at })
    await read()
    tabs.tell({ what: 'outbox' })
    send()
    return { answer }
  }
  const ask = async (act: Act, patienceMs: number) => {
    const { answer } = await add(act)
    const patience = new Promise<null>((resolve) => clock.after(patienceMs, () => resolve(null)))
    const answered = await Promise.race([answer, patience])
    return answered && !answered.ok ? answered.code : null
  }

  return {
    acts,
    answered,
    add,
    ask,
    send,
    close: () => {
      closed = true
      cancelRetry()
      stop()
    },
  }
}
