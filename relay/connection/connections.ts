import { fromBase64url } from '../../shared/base64url.ts'
import { closeCodes } from '../../shared/wire/results.ts'
import type { OpenFor } from '../document/document.ts'
import type { Listener } from '../document/listener.ts'
import type { Store } from '../store/store.ts'
import type { Clock, Log } from '../surroundings.ts'
import type { LastSeen } from './last-seen.ts'
import { Line } from './line.ts'
import { MuxConnection } from './mux.ts'
import { makePlainConnection } from './plain.ts'
import type { Connection, Identity, Socket } from './socket.ts'
import { Turnstile } from './turnstile.ts'

interface ConnectionsParts {
  store: Pick<Store, 'device'>
  clock: Clock
  log: Log
  lastSeen: LastSeen
  open: OpenFor
}

type Ending = Connection & { leave(condemned: boolean): void }

/** Documents of one connection that are read from the store at once. */
const readsAtOnce = 4

/** All sockets that are open, and whose. */
export class Connections {
  readonly #parts: ConnectionsParts
  readonly #lines = new Map<Line, Identity>()
  #isStopped = false

  constructor(parts: ConnectionsParts) {
    this.#parts = parts
  }

  accept(socket: Socket, who: Identity, document: string | null): Connection {
    const { store, clock, log, lastSeen, open } = this.#parts
    let connection: Ending | null = null
    const line: Line = new Line(socket, clock, (code, reason) => {
      this.#lines.delete(line)
      if (who.user !== null) lastSeen.left(who.user)
      log({ what: 'closed', code, reason, user: who.user })
      connection?.leave(isForWhatItSent(code))
    })
    this.#lines.set(line, who)
    if (who.user !== null) lastSeen.came(who.user)
    const parts = {
      line,
      clock,
      open,
      user: who.user,
      author: once(() => authorOf(store, who)),
      turnstile: new Turnstile(readsAtOnce),
      onFault: (error: unknown) => log({ what: 'fault', where: 'connection', error }),
    }
    connection = document === null ? new MuxConnection(line, parts) : makePlainConnection(line, document, parts)
    if (this.#isStopped) line.close(closeCodes.restarting, 'restarting')
    return connection
  }

  closeWhere(isMeant: (who: Identity) => boolean, code: number, reason: string): void {
    for (const [line, who] of [...this.#lines]) if (isMeant(who)) line.close(code, reason)
  }

  /** Closes all, and whoever comes still. */
  stop(): void {
    this.#isStopped = true
    this.closeWhere(() => true, closeCodes.restarting, 'restarting')
  }
}

/** Final codes end what the connection has in the queues as well; any other end leaves that to be taken. */
const isForWhatItSent = (code: number): boolean => code >= 4400 && code < 4500

/** The device counts only where the store knows it as this user's, who has not taken it off. */
const authorOf = async (store: Pick<Store, 'device'>, { user, device }: Identity): Promise<Listener['author']> => {
  const row = user !== null && device !== null ? await store.device(device) : null
  return row && row.user === user && row.ended === null
    ? { user, device: row.id, publicKey: fromBase64url(row.publicKey) }
    : null
}

const once = <T>(make: () => Promise<T>): (() => Promise<T>) => {
  let made: Promise<T> | null = null
  return () => {
    made ??= make()
    return made
  }
}
