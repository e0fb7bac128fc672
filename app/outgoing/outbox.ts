import type { Accessor } from 'solid-js'
import type { Act } from '../../shared/room/acts.ts'
import { isId } from '../../shared/wire/documents.ts'
import { type RefusalCode, refusalCodes } from '../../shared/wire/results.ts'
import type { Clock } from '../base/clock.ts'
import { Listeners } from '../base/listeners.ts'
import type { Locks } from '../base/locks.ts'
import type { Table } from '../base/table.ts'
import type { Tabs } from '../store/tabs.ts'
import type { Api } from '../sync/api.ts'
import type { KeptPictures } from './keptPictures.ts'
import { newId } from './planRecord.ts'
import { type QueuedAct, queuedActsIn, type RefusedAct } from './queuedActs.ts'
export type ActAnswer = { ok: true; name: string } | { ok: false; code: RefusalCode }

/** Acts waiting for the relay. They are sent in order, each until it is answered. */
export interface Outbox {
  /** Tracked. */
  acts: Accessor<readonly QueuedAct[]>
  /** Tracked: acts that were refused after their caller had stopped waiting. Each stays until it is dismissed. */
  refused: Accessor<readonly RefusedAct[]>
  answered: Listeners<{ act: Act; answer: ActAnswer }>
  /** Resolves once the act is on this device's disk. The relay's answer may come much later. */
  add(act: Act): Promise<{ answer: Promise<ActAnswer> }>
  /**
   * Like `add`, but waits up to `patienceMs` for a refusal. Null if none came by then; a later refusal appears under
   * `refused`.
   */
  ask(act: Act, patienceMs: number): Promise<RefusalCode | null>
  dismiss(id: string): Promise<void>
  /** Tries to send now. */
  send(): void
  close(): void
}

/** The wanted result is already true, no matter who caused it. */
export const isMoot = ({ do: what }: Act, code: RefusalCode): boolean =>
  code === 'already' || (sameAsDone[what]?.includes(code) ?? false)

const sameAsDone: { [D in Act['do']]?: readonly RefusalCode[] } = {
  leave: ['not-a-member', 'no-such-room'],
  delete: ['no-such-room'],
  remove: ['no-such-user'],
  unban: ['no-such-user'],
  uninvite: ['no-such-target'],
}

/** The picture that the relay needs before the act. */
const pictureOf = (act: Act): string | null => ('picture' in act ? act.picture : null) ?? null

const retryAfterMs = 5_000

export const openOutbox = async (parts: {
  user: string
  table: Table<QueuedAct>
  tabs: Tabs
  api: Api
  locks: Locks
  clock: Clock
  pictures: Pick<KeptPictures, 'upload'>
  /** The relay does not accept our session. */
  expired(): void
  /** The disk failed to store or read an act. The act is still sent while this tab lives. */
  failed(error: unknown): void
}): Promise<Outbox> => {
  const { user, tabs, api, locks, clock, pictures } = parts
  const kept = queuedActsIn(parts)
  const answered = new Listeners<{ act: Act; answer: ActAnswer }>()
  const waiting = new Map<string, (answer: ActAnswer) => void>()
  /** Acts whose callers still wait and will hear a refusal themselves. */
  const heeded = new Set<string>()
  let sending = false
  let askedMeanwhile = false
  let closed = false
  let cancelRetry = () => {}

  const settle = async (queued: QueuedAct, answer: ActAnswer) => {
    const { id, act } = queued
    if (answer.ok || heeded.has(id) || isMoot(act, answer.code)) await kept.drop(id)
    else await kept.put({ ...queued, refused: answer.code })
    tabs.tell({ what: 'answered', id, answer: { act, answer } })
    tell(id, act, answer)
  }
  /** Shows each user that the relay left out of a new room as a refused `add` act of its own. */
  const sayLeftOut = async ({ id, act, at }: QueuedAct, users: readonly string[]) => {
    for (const user of users)
      await kept.put({ id: `${id}/${user}`, act: { do: 'add', room: act.room, user }, at, refused: 'invite-only' })
  }
  const tell = (id: string, act: Act, answer: ActAnswer) => {
    waiting.get(id)?.(answer)
    waiting.delete(id)
    answered.emit({ act, answer })
  }
  /** Resolves to false if sending must stop here and be retried later, to keep the order. */
  const sendOne = async (queued: QueuedAct): Promise<boolean> => {
    const picture = pictureOf(queued.act)
    if (picture && !(await pictures.upload(picture))) return false
    const answer = await api.post('/acts', { id: queued.id, act: queued.act })
    if (answer === 'offline') return false
    if (answer.status === 401) {
      parts.expired()
      return false
    }
    if (answer.status === 200) {
      const { name, leftOut } = (answer.body.result ?? {}) as { name?: unknown; leftOut?: unknown }
      await sayLeftOut(queued, Array.isArray(leftOut) ? leftOut.filter(isId) : [])
      await settle(queued, { ok: true, name: typeof name === 'string' ? name : '' })
      return true
    }
    const code = refusalCodes.find((known) => known === answer.body.error)
    if (answer.status >= 500 || code === 'full' || code === 'too-fast' || answer.status === 429) return false
    await settle(queued, { ok: false, code: code ?? 'not-allowed' })
    return true
  }
  const sendAll = async () => {
    await kept.read()
    for (let next = kept.next(); next && !closed; next = kept.next())
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
      .catch((error) => console.error('cannot send the queued acts:', error))
      .finally(() => {
        sending = false
        if (askedMeanwhile) send()
      })
  }
  const stop = tabs.heard.subscribe((word) => {
    if (word.what === 'outbox') void kept.read()
    if (word.what !== 'answered') return
    const { act, answer } = word.answer as { act: Act; answer: ActAnswer }
    void kept.read().then(() => tell(word.id, act, answer))
  })
  await kept.read()

  const addAs = async (id: string, act: Act) => {
    const answer = new Promise<ActAnswer>((resolve) => waiting.set(id, resolve))
    // Acts are sent in the order in which they were added, also within one millisecond.
    const at = Math.max(clock.now(), ...[...kept.acts(), ...kept.refused()].map((before) => before.at + 1))
    await kept.put({ id, act, at })
    tabs.tell({ what: 'outbox' })
    send()
    return { answer }
  }
  const dismiss = async (id: string) => {
    await kept.drop(id)
    tabs.tell({ what: 'outbox' })
  }
  const ask = async (act: Act, patienceMs: number) => {
    const id = newId()
    if (patienceMs > 0) heeded.add(id)
    const { answer } = await addAs(id, act)
    if (patienceMs <= 0) return null
    const patience = new Promise<null>((resolve) => clock.after(patienceMs, () => resolve(null)))
    const answered = await Promise.race([answer, patience])
    heeded.delete(id)
    if (!answered || answered.ok || isMoot(act, answered.code)) return null
    // Another tab may have kept the refusal, because it did not know that a caller waits here.
    if (kept.refused().some((other) => other.id === id)) await dismiss(id)
    return answered.code
  }

  return {
    acts: kept.acts,
    refused: kept.refused,
    answered,
    add: (act) => addAs(newId(), act),
    ask,
    dismiss,
    send,
    close: () => {
      closed = true
      cancelRetry()
      stop()
    },
  }
}
