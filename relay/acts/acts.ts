import { judgeAct } from '../../shared/room/act-rules.ts'
import type { Act, ADay } from '../../shared/room/acts.ts'
import { withDocuments } from '../documents/rewrite-stale.ts'
import type { Change, Store } from '../store/store.ts'
import { type ActContext, type ActOnRoom, caseOf, current, openActContext, standingOf } from './act-context.ts'
import { ban, unban } from './banning.ts'
import { direct } from './direct.ts'
import { linksEndedBy } from './ending-links.ts'
import { make } from './make.ts'
import { add, handOver, leave, remove, setRole } from './membership.ts'
import { block, changeProfile } from './oneself.ts'
import { type Outcome, type Refused, refuse } from './outcome.ts'
import { rationsFor } from './rations.ts'
import { archive, change, deleteRoom, showThreads } from './room-life.ts'
import { answer, invite, join, request, uninvite } from './ways-in.ts'

export interface PlannedAct {
  /** Everything that the act changes, including documents. It is one commit. */
  change: Change
  answer: { room: string; name: string; leftOut?: string[] }
  /**
   * For after the commit: updates of documents to send, and users whose connections to the room's documents must be
   * closed.
   */
  updates: { name: string; update: Uint8Array }[]
  closeUsers: string[]
}

/**
 * Judges an act by the rules and plans what it will do. It only reads: nothing is done until the change is committed,
 * and the next act is planned after that.
 */
export const planAct = async (
  store: Store,
  actor: string,
  act: Act,
  now: number,
  aDay: ADay,
): Promise<PlannedAct | Refused> => {
  // The account may have been deleted while the act waited.
  if ((await store.people.byId(actor))?.deleted) return refuse('no-such-user')
  const outcome = await outcomeOf(store, actor, act, now)
  if ('refusal' in outcome) return outcome
  const done = await rationsFor(store.acts, actor, act, outcome, aDay, now)
  if (done === null) return refuse('too-many-today')
  const counted = done.length > 0 ? { ...outcome, change: { ...outcome.change, done } } : outcome
  return planOutcome(store, act.room, counted, now)
}

export const planOutcome = async (store: Store, room: string, outcome: Outcome, now: number): Promise<PlannedAct> => {
  const { change = {}, closeUsers = [], leftOut = [] } = outcome
  const name = outcome.name ?? (await store.rooms.byId(room))?.name ?? ''
  const ended = await linksEndedBy(store, room, change, now)
  const withLinks = ended.length > 0 ? { ...change, invitations: [...(change.invitations ?? []), ...ended] } : change
  const written = await withDocuments(store, withLinks, now)
  return { ...written, answer: { room, name, ...(leftOut.length > 0 && { leftOut }) }, closeUsers }
}

const outcomeOf = async (store: Store, actor: string, act: Act, now: number): Promise<Outcome | Refused> => {
  switch (act.do) {
    case 'make':
      return make(store, actor, act, now)
    case 'direct':
      return direct(store, actor, act, now)
    case 'block':
      return block(store.people, actor, act)
    case 'profile':
      return changeProfile(store, actor, act)
    default:
      return actOnRoom(store, actor, act, now)
  }
}

const actOnRoom = async (store: Store, actor: string, act: ActOnRoom, now: number): Promise<Outcome | Refused> => {
  const room = await store.rooms.byId(act.room)
  if (room === null || room.kind === 'self') return refuse('no-such-room')
  const context = await openActContext(store, room, actor, act, now)
  // The id of a direct conversation tells who is in it, so others must not learn whether it exists.
  if (room.kind === 'direct' && standingOf(context, actor) === 'guest') return refuse('no-such-room')
  if (current(context).length === 0) return refuse('closed')
  const refusal = judgeAct(caseOf(context, act))
  return refusal === null ? perform(context, act) : refuse(refusal)
}

const perform = async (context: ActContext, act: ActOnRoom): Promise<Outcome | Refused> => {
  switch (act.do) {
    case 'join':
      return join(context)
    case 'leave':
      return leave(context)
    case 'request':
      return request(context, act)
    case 'answer':
      return answer(context, act)
    case 'invite':
      return invite(context, act)
    case 'uninvite':
      return uninvite(context, act)
    case 'add':
      return add(context, act)
    case 'remove':
      return remove(context, act)
    case 'ban':
      return ban(context, act)
    case 'unban':
      return unban(context, act)
    case 'role':
      return setRole(context, act)
    case 'hand-over':
      return handOver(context, act)
    case 'change':
      return change(context, act)
    case 'threads':
      return showThreads(context, act)
    case 'archive':
      return archive(context, act)
    case 'delete':
      return deleteRoom(context)
  }
}
