import { closeCodes } from '../../shared/wire/results.ts'
import type { ActsInTurn } from '../acts/acts-in-turn.ts'
import { type NewUser, planDevice, planEndDevices, planUser } from '../acts/users.ts'
import type { Clock } from '../base/surroundings.ts'
import type { Connections } from '../connection/connections.ts'
import type { Writing } from '../documents/writing.ts'
import type { Store } from '../store/store.ts'

interface PeopleParts {
  store: Store
  clock: Clock
  writing: Writing
  acts: Pick<ActsInTurn, 'endAccess' | 'deleteUser' | 'part'>
  connections: Pick<Connections, 'closeWhere'>
}

/** Users and their devices, as the rooms know them. Their accounts are elsewhere. */
export class People {
  readonly #parts: PeopleParts

  constructor(parts: PeopleParts) {
    this.#parts = parts
  }

  /** Adds a user with their own room, or updates the user name of an existing user. */
  async put(person: NewUser): Promise<void> {
    const { store, clock, writing } = this.#parts
    await writing.inTurn(async () => writing.keep(await planUser(store, person, clock.now())))
  }

  /**
   * Removes a user from everything for good and, if `erase` is set, deletes everything they wrote. Can be repeated if
   * it was interrupted.
   */
  async delete(user: string, { erase }: { erase: boolean }): Promise<void> {
    const { store, acts, connections } = this.#parts
    await acts.deleteUser(user)
    connections.closeWhere((who) => who.user === user, closeCodes.signedOut, 'account deleted')
    for (const room of await store.rooms.everOf(user)) await acts.part(user, room, erase)
  }

  /** For a user whose account was ended: ends their devices and the links they made, and withdraws their requests. */
  endAccess(user: string): Promise<void> {
    return this.#parts.acts.endAccess(user)
  }

  /**
   * Binds a raw 32-byte Ed25519 key to a user and shows the device in the rosters. `taken`: the key belongs to another
   * user.
   */
  async putDevice(user: string, publicKey: Uint8Array): Promise<'ok' | 'taken' | 'ended'> {
    const { store, clock, writing } = this.#parts
    return writing.inTurn(async () => {
      const planned = await planDevice(store, user, publicKey, clock.now())
      if (planned === 'taken' || planned === 'ended') return planned
      if (planned) await writing.keep(planned)
      return 'ok'
    })
  }

  /** Removes a device: its records are refused from now on, and its sockets close. */
  async endDevice(user: string, device: string): Promise<void> {
    const { store, clock, writing, connections } = this.#parts
    const isMeant = (id: string) => id === device
    await writing.inTurn(async () => writing.keep(await planEndDevices(store, user, isMeant, clock.now())))
    connections.closeWhere((who) => who.user === user && who.device === device, closeCodes.signedOut, 'device ended')
  }
}
