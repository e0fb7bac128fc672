import type { Act } from '../../shared/room/acts.ts'
import { directRoomId } from '../../shared/room/direct.ts'
import type { RefusalCode } from '../../shared/wire/results.ts'
import { type Clock, isNoted, type Log } from '../base/surroundings.ts'
import type { DueErasures } from '../chores/due-erasures.ts'
import type { Writing } from '../documents/writing.ts'
import type { RelayLimits } from '../pace/relay-limits.ts'
import type { OpenRoom } from '../room/open-room.ts'
import type { Rooms } from '../room/rooms.ts'
import { type Store, StoreFull } from '../store/store.ts'
import { planDeletedUser, planDeparture } from './account-deletion.ts'
import { type PlannedAct, planAct } from './acts.ts'
import { planEndedLinks, planEndedRequests } from './ended-account.ts'
import { planEndDevices } from './users.ts'

interface ActsParts {
  store: Store
  clock: Clock
  rooms: Rooms
  writing: Writing
  erasing: DueErasures
  limits: Pick<RelayLimits, 'aDay'>
  log: Log
}

export type IsSignedIn = () => Promise<boolean>

/** `name`: the current name of the room, which may differ from the one that was asked for. */
export type ActAnswer = { result: PlannedAct['answer'] } | { error: RefusalCode | 'signed-out' }

/** Carries out acts one after the other, each between the records of its room. */
export class ActsInTurn {
  readonly #parts: ActsParts

  constructor(parts: ActsParts) {
    this.#parts = parts
  }

  /**
   * Does an act once: the same key of the same user gets the first answer again. `isSignedIn` is called when the act's
   * turn comes, so that nothing is done for an account or a session that ended while the act waited.
   */
  async act(user: string, key: string, act: Act, isSignedIn: IsSignedIn): Promise<ActAnswer> {
    try {
      return await this.#act(user, key, act, isSignedIn)
    } catch (error) {
      if (error instanceof StoreFull) return { error: 'full' }
      throw error
    }
  }

  /**
   * If a ban is lifted when its erasure is already due, everything is erased first, so that never only half of it is.
   * This is checked again when the act's turn comes, because it may become due while the act waits.
   */
  async #act(user: string, key: string, act: Act, isSignedIn: IsSignedIn): Promise<ActAnswer> {
    if (act.do === 'unban') await this.#parts.erasing.erase(act.room, act.user)
    const answer = await this.#inTurn(turnOf(user, act), async (room) =>
      (await isSignedIn()) ? this.#actOnce(user, key, act, room) : { error: 'signed-out' as const },
    )
    return answer ?? this.#act(user, key, act, isSignedIn)
  }

  /** Null: something must be erased first. */
  async #actOnce(user: string, key: string, act: Act, room: OpenRoom | null): Promise<ActAnswer | null> {
    const { store, clock, erasing, limits } = this.#parts
    const before = await store.acts.answer(user, key)
    if (before !== null) return JSON.parse(before) as ActAnswer
    const now = clock.now()
    if (act.do === 'unban' && (await erasing.isDue(act.room, act.user, now))) return null
    const planned = await planAct(store, user, act, now, limits.aDay)
    const answer: ActAnswer = 'refusal' in planned ? { error: planned.refusal } : { result: planned.answer }
    const answers = [{ user, key, answer: JSON.stringify(answer), at: now }]
    if ('refusal' in planned) await store.commit({ answers })
    else {
      await this.#carryOut(turnOf(user, act), { ...planned, change: { ...planned.change, answers } }, room)
      await this.#note(user, act, planned.answer.name)
    }
    return answer
  }

  /** Logs what is done to other people or to a whole room. */
  async #note(by: string, act: Act, roomName: string): Promise<void> {
    if (!isNoted(act)) return
    const { store, log } = this.#parts
    const nameOf = async (user: string) => (await store.people.byId(user))?.username ?? user
    const about = 'user' in act ? await nameOf(act.user) : null
    log({ what: 'act', act, by: await nameOf(by), about, room: { id: act.room, name: roomName } })
  }

  /**
   * Ends what a user whose account was ended could still do: their devices sign nothing more, not even for somebody who
   * carries it here, their links lead nowhere and their requests are withdrawn. It is safe to repeat.
   */
  async endAccess(user: string): Promise<void> {
    const { store, clock, writing } = this.#parts
    await writing.inTurn(async () => {
      await writing.keep(await planEndDevices(store, user, () => true, clock.now()))
      await writing.keep(await planEndedRequests(store, user, clock.now()))
    })
    for (const id of await store.rooms.everOf(user))
      await this.#inTurn(id, async (room) => {
        const change = await planEndedLinks(store.invitations, user, id, clock.now())
        if (change) await this.#carryOut(id, { change, updates: [], closeUsers: [] }, room)
      })
  }

  /** Deletes what we keep of a user, who is still in their rooms. It is safe to repeat, and so is `part`. */
  deleteUser(user: string): Promise<void> {
    const { store, clock, writing } = this.#parts
    return this.#inTurn(user, async (own) => {
      const planned = await planDeletedUser(store, user, clock.now())
      if (planned === null) return
      await writing.keep(planned)
      own?.apply(planned.change)
    })
  }

  /** Removes a deleted user from a room. `erase`: also erases what they wrote there. */
  part(user: string, id: string, erase: boolean): Promise<void> {
    const { store, clock } = this.#parts
    return this.#inTurn(id, async (room) => {
      const planned = await planDeparture(store, user, id, erase, clock.now())
      if (planned) await this.#carryOut(id, planned, room)
    })
  }

  #inTurn<T>(id: string, job: (room: OpenRoom | null) => Promise<T>): Promise<T> {
    const { rooms, writing } = this.#parts
    return rooms.use(id, (room) => {
      const once = () => writing.inTurn(() => job(room))
      return room ? room.inTurn(once) : once()
    })
  }

  async #carryOut(id: string, planned: Omit<PlannedAct, 'answer'>, inUse: OpenRoom | null): Promise<void> {
    const { change, updates, closeUsers } = planned
    const { store, rooms, writing } = this.#parts
    await store.commit(change)
    // A new room may have been created and opened while the act waited.
    const room = inUse ?? (await rooms.opened(id))
    room?.apply(change)
    writing.tell(updates)
    for (const user of closeUsers) room?.closeUser(user)
    room?.closeUninvited()
  }
}

/** The room in whose queue an act runs. */
const turnOf = (user: string, act: Act): string => (act.do === 'block' ? directRoomId([user, act.user]) : act.room)
