import type { ActAnswer } from '../../relay/acts/acts-in-turn.ts'
import type { LogEvent } from '../../relay/base/surroundings.ts'
import type { Connection, Identity } from '../../relay/connection/socket.ts'
import { Core } from '../../relay/core/core.ts'
import type { RelayLimits } from '../../relay/pace/relay-limits.ts'
import type { Act } from '../../shared/room/acts.ts'
import type { Disk } from './disk.ts'
import { isSignedBy } from './keys.ts'
import type { Ledger } from './ledger.ts'
import type { Line } from './line.ts'
import { Tap } from './tap.ts'
import { mortal, type Time } from './time.ts'

export interface HostParts {
  time: Time
  disk: Disk
  ledger: Ledger
  limits: RelayLimits
  tell(what: string): void
}

/** The machine on which the relay runs. It starts and kills the process, and knows who is signed in. */
export class Host {
  readonly #parts: HostParts
  #sessions = new Map<string, Identity>()
  readonly #lines = new Set<Line>()
  #core: Core | null = null
  #isStopping = false

  constructor(parts: HostParts) {
    this.#parts = parts
  }

  get isUp(): boolean {
    return this.#core !== null
  }

  get core(): Core {
    if (!this.#core) throw new Error('the relay is not running')
    return this.#core
  }

  start(): void {
    if (this.#core && !this.#isStopping) return
    // A caller of `start` does not wait for a process that is still stopping, so kill it.
    if (this.#core) this.crash()
    const { time, disk, limits } = this.#parts
    const core: Core = new Core({
      store: disk.mount(),
      clock: mortal(time, () => this.#core === core),
      verify: async (publicKey, message, signature) => isSignedBy(publicKey, message, signature),
      limits,
      log: (event) => this.#heard(event),
    })
    this.#core = core
  }

  /** `kill -9`: loses all sockets and everything that is not on disk. */
  crash(): void {
    this.#core = null
    this.#isStopping = false
    this.#parts.disk.crash()
    this.#hangUp()
  }

  async stop(): Promise<void> {
    const core = this.#core
    this.#isStopping = true
    await core?.stop()
    if (this.#core !== core) return
    this.#isStopping = false
    this.#core = null
    this.#hangUp()
  }

  signIn(session: string, user: string, device: string): void {
    this.#sessions.set(session, { session, user, device })
  }

  signOut(session: string): void {
    this.#sessions.delete(session)
    this.#core?.endSession(session)
  }

  /** The session will not be used again. Closing its sockets is left to the relay. */
  forget(session: string): void {
    this.#sessions.delete(session)
  }

  knows(session: string): boolean {
    return this.#sessions.has(session)
  }

  copySessions(): ReadonlyMap<string, Identity> {
    return new Map(this.#sessions)
  }

  /** Restores the sessions of a backup, except those that have ended since: nobody has their cookie any more. */
  putBackSessions(sessions: ReadonlyMap<string, Identity>): void {
    this.#sessions = new Map([...this.#sessions].filter(([session]) => sessions.has(session)))
  }

  /** A socket arrives. Its session is looked up first, as in a real upgrade. Null if no relay is running. */
  answer(line: Line, session: string): Connection | null {
    if (!this.#core) return null
    this.#lines.add(line)
    const { ledger, time } = this.#parts
    const who = this.#sessions.get(session) ?? { session: null, user: null, device: null }
    const tap = new Tap({ ledger, user: who.user ?? '', now: () => time.now() })
    if (who.session === null) {
      line.socket.close(4401, 'signed out')
      return { receive: () => {}, closed: () => {} }
    }
    return tap.connection(this.#core.accept(tap.socket(line.socket), who, null))
  }

  /** The promise never settles if the process dies first, like a request over HTTP. */
  act(session: string, id: string, act: Act): Promise<ActAnswer | 'signed-out'> {
    const user = this.#sessions.get(session)?.user
    if (!this.#core) return new Promise(() => {})
    return user ? this.#core.act(user, id, act) : Promise.resolve('signed-out' as const)
  }

  #hangUp(): void {
    for (const line of this.#lines) {
      line.forgetRelay()
      line.relayDied()
    }
    this.#lines.clear()
  }

  #heard(event: LogEvent): void {
    const { ledger, tell } = this.#parts
    if (event.what === 'fault') ledger.complain(`the relay logged a fault in ${event.where}: ${event.error}`)
    else tell(`relay: ${JSON.stringify(event)}`)
  }
}
