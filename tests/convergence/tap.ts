import type { Connection, Socket } from '../../relay/connection/socket.ts'
import { sameBytes } from '../../shared/bytes.ts'
import { parseDocumentName } from '../../shared/wire/documents.ts'
import { parseMessage } from '../../shared/wire/messages.ts'
import { parseFrame } from '../../shared/wire/mux.ts'
import { parseResults } from '../../shared/wire/results.ts'
import { parseUpdate } from '../../shared/wire/update.ts'
import type { Ledger } from './ledger.ts'

/** How long somebody who was removed may still be sent something of a private room. */
const lastByteMs = 200

export interface Tapped {
  ledger: Ledger
  user: string
  now(): number
}

/**
 * Listens at the relay's end of one socket. When the relay sends or acknowledges a record, it must be on disk and the
 * reader must be allowed to see it.
 */
export class Tap {
  readonly #tapped: Tapped
  readonly #documents = new Map<number, string>()

  constructor(tapped: Tapped) {
    this.#tapped = tapped
  }

  socket(socket: Socket): Socket {
    return {
      send: (bytes) => {
        this.#sent(bytes)
        socket.send(bytes)
      },
      close: (code, reason) => socket.close(code, reason),
      get bufferedBytes() {
        return socket.bufferedBytes
      },
    }
  }

  connection(connection: Connection): Connection {
    return {
      receive: (bytes) => {
        this.#received(bytes)
        connection.receive(bytes)
      },
      closed: () => connection.closed(),
    }
  }

  #received(bytes: Uint8Array): void {
    try {
      const frame = parseFrame(bytes)
      if ('control' in frame && frame.control === 'open') this.#documents.set(frame.channel, frame.document)
    } catch {
      // a hostile frame, which the relay answers itself
    }
  }

  #sent(bytes: Uint8Array): void {
    const frame = parseFrame(bytes)
    if ('control' in frame) return
    const document = parseDocumentName(this.#documents.get(frame.channel) ?? '')
    if (!document) throw new Error('the relay sent on a channel that is not open')
    const message = parseMessage(frame.message)
    if (document.kind === 'roster' || document.kind === 'home') return
    const room = document.kind === 'segment' ? document.room : document.user
    this.#checkReader(room)
    if (message.type === 'sync-step-2' || message.type === 'update') this.#checkUpdate(room, message.update)
    if (message.type === 'results') this.#checkResults(room, message.results)
  }

  #checkReader(room: string): void {
    const { ledger, user, now } = this.#tapped
    const since = ledger.hiddenSince(room, user)
    if (since !== null && now() - since > lastByteMs)
      ledger.complain(`${user} was sent something after leaving ${room}`)
  }

  #checkUpdate(room: string, update: Uint8Array): void {
    const { ledger } = this.#tapped
    const kept = ledger.kept(room)
    for (const { structs } of parseUpdate(update).blocks)
      for (const struct of structs) {
        if ('empty' in struct) continue
        const truth = kept.get(struct.name)
        if (!truth) ledger.complain(`${struct.name} was shown before it was on disk`)
        else if (!sameBytes(truth.bytes, struct.bytes)) ledger.complain(`${struct.name} was shown with other bytes`)
      }
  }

  #checkResults(room: string, results: Uint8Array): void {
    const { ledger } = this.#tapped
    for (const result of parseResults(results))
      if (result.kind === 'acked' && !ledger.wasTaken(room, result.name))
        ledger.complain(`${result.name} was acknowledged before it was on disk`)
  }
}
