import { closeCodes } from '../../shared/wire/results.ts'
import type { ClockWatch } from '../base/clock-watch.ts'
import type { Clock, Log } from '../base/surroundings.ts'
import type { OpenFor } from '../open-document/open-document.ts'
import { FairQueue, type Payer, readingLimits } from '../pace/fair-queue.ts'
import type { StoredPeople } from '../store/people.ts'
import { Authorship } from './authorship.ts'
import type { LastSeen } from './last-seen.ts'
import { MuxConnection } from './mux.ts'
import { Peer } from './peer.ts'
import { makePlainConnection } from './plain.ts'
import type { Connection, Identity, Socket } from './socket.ts'

interface ConnectionsParts {
  people: Pick<StoredPeople, 'device'>
  clock: Clock
  log: Log
  lastSeen: LastSeen
  clockWatch: Pick<ClockWatch, 'heard' | 'left'>
  open: OpenFor
}

interface Open {
  who: Identity
  payer: Payer
  /** Null while it is being created. */
  connection: (Connection & { leave(condemned: boolean): void }) | null
}

/** All open connections, and who they belong to. */
export class Connections {
  readonly #parts: ConnectionsParts
  readonly #onFault: (error: unknown) => void
  readonly #lines = new Map<Peer, Open>()
  readonly #queue: FairQueue
  #isStopped = false

  constructor(parts: ConnectionsParts) {
    this.#parts = parts
    this.#queue = new FairQueue(parts.clock, readingLimits)
    this.#onFault = (error) => parts.log({ what: 'fault', where: 'connection', error })
  }

  accept(socket: Socket, who: Identity, document: string | null): Connection {
    const { people, clock, clockWatch, lastSeen, open } = this.#parts
    const line: Peer = new Peer(socket, clock, (code, reason) => this.#ended(line, code, reason))
    const payer = { isGuest: who.user === null, account: who.user ?? who.network ?? '' }
    const opened: Open = { who, payer, connection: null }
    this.#lines.set(line, opened)
    if (who.user !== null) lastSeen.came(who.user)
    const writer = new Authorship(people, who)
    const heardClock = (time: number) => who.user !== null && clockWatch.heard(who.user, who.network ?? '', time)
    const parts = { heardClock, line, clock, open, writer, payer, queue: this.#queue, onFault: this.#onFault }
    const connection = document === null ? new MuxConnection(line, parts) : makePlainConnection(line, document, parts)
    opened.connection = connection
    if (this.#isStopped) line.close(closeCodes.restarting, 'restarting')
    return connection
  }

  #ended(line: Peer, code: number, reason: string): void {
    const { clockWatch, log, lastSeen } = this.#parts
    const opened = this.#lines.get(line)
    if (!opened) return
    const { who, payer, connection } = opened
    this.#lines.delete(line)
    if (who.user !== null) {
      lastSeen.left(who.user)
      clockWatch.left(who.user)
    }
    log({ what: 'closed', code, reason, user: who.user })
    connection?.leave(isForWhatItSent(code))
    this.#queue.leave(payer, line)
  }

  closeWhere(isMeant: (who: Identity) => boolean, code: number, reason: string): void {
    for (const [line, { who }] of [...this.#lines]) if (isMeant(who)) line.close(code, reason)
  }

  /** Closes all connections, and those that still come. */
  stop(): void {
    this.#isStopped = true
    this.closeWhere(() => true, closeCodes.restarting, 'restarting')
  }
}

/**
 * True for final codes: what the connection still has in the queues is dropped too. After any other end it is still
 * taken.
 */
const isForWhatItSent = (code: number): boolean => code >= 4400 && code < 4500
