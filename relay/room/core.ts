import type { Act } from '../../shared/room/acts.ts'
import type { RefusalCode } from '../../shared/wire/results.ts'
import type { Connection, Identity, Socket } from '../connection/socket.ts'
import type { Store } from '../store/store.ts'
import type { RelayLimits } from './relay-limits.ts'
import type { Chance, Clock, Log, Verify } from './surroundings.ts'

export interface CoreParts {
  store: Store
  clock: Clock
  chance: Chance
  verify: Verify
  limits: RelayLimits
  log: Log
}

/** `name`: of the room as it is called now; differs from the one asked for where a public one was taken. */
export type ActAnswer = { result: { room: string; name: string } } | { error: RefusalCode }

export interface Person {
  id: string
  username: string
  name: string
  admin: boolean
}

/** Rooms, documents and connections of one relay. */
export class Core {
  readonly #parts: CoreParts

  constructor(parts: CoreParts) {
    this.#parts = parts
  }

  /** `document` null: many documents over this socket. Whatever is not allowed is answered by closing the socket. */
  accept(socket: Socket, who: Identity, document: string | null): Connection {
    throw new Error(`not wired: ${[socket, who, document, this.#parts]}`)
  }

  /** Closes the session's sockets, 4401. */
  endSession(session: string): void {
    throw new Error(session)
  }

  /** Closes all of the user's sockets, 4401. */
  endUser(user: string): void {
    throw new Error(user)
  }

  /** Does an act once: the same key of the same user gets the first answer again. */
  async act(user: string, key: string, act: Act): Promise<ActAnswer> {
    throw new Error(`${user}${key}${act}`)
  }

  /** Adds a user with the own room, or renames one. */
  async putUser(person: Person): Promise<void> {
    throw new Error(person.id)
  }

  /** Binds a raw 32-byte Ed25519 key to a user and shows it in the rosters; `taken`: it is another user's. */
  async putDevice(user: string, publicKey: Uint8Array): Promise<'ok' | 'taken'> {
    throw new Error(`${user}${publicKey}`)
  }

  /** Closes every socket (1012); resolved when all that was taken is on disk. */
  async stop(): Promise<void> {}
}
