import type { Duplex } from 'node:stream'
import { WebSocket } from 'ws'
import { closeCodes } from '../../../shared/wire/results.ts'
import type { Connection, Socket } from '../../connection/socket.ts'

const tooLong = 1009

/**
 * `ws` closes on a frame that is too long with a code that is not final, so a stock client would reconnect and send it
 * again for ever.
 */
export class FinalSocket extends WebSocket {
  override close(code?: number, reason?: string | Buffer): void {
    super.close(code === tooLong ? closeCodes.tooLarge : code, reason)
  }
}

/**
 * A `ws` socket as the core sees one. Everything sent in one turn of the event loop goes to the kernel in one write.
 */
export class CoreSocket implements Socket {
  readonly #socket: WebSocket
  readonly #raw: Duplex
  #isCorked = false

  constructor(socket: WebSocket, raw: Duplex) {
    this.#socket = socket
    this.#raw = raw
  }

  get bufferedBytes(): number {
    return this.#socket.bufferedAmount
  }

  send(bytes: Uint8Array): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return
    if (!this.#isCorked) this.#cork()
    this.#socket.send(bytes)
  }

  close(code: number, reason: string): void {
    this.#socket.close(code, reason)
  }

  #cork(): void {
    this.#isCorked = true
    this.#raw.cork()
    setImmediate(() => {
      this.#isCorked = false
      this.#raw.uncork()
    })
  }
}

/** One read from the kernel may bring thousands of frames, so other sockets get a turn after this many. */
const framesInARow = 64

type Log = (line: string, error?: unknown) => void

/** Passes incoming frames to the connection. If `ws` refuses a frame, it has already closed the socket. */
export const listen = (socket: WebSocket, connection: Connection, log: Log): void => {
  let frames = 0
  socket.on('message', (data, isBinary) => {
    if (++frames % framesInARow === 0) takeTurns(socket)
    if (!isBinary || !(data instanceof Buffer)) return socket.close(closeCodes.malformed, 'binary frames only')
    try {
      connection.receive(data)
    } catch (error) {
      // This is a bug, whatever the bytes were. Only this socket is closed.
      log('a frame caused an error, so its connection was closed', error)
      socket.close(closeCodes.fault, 'fault')
    }
  })
}

const takeTurns = (socket: WebSocket): void => {
  socket.pause()
  setImmediate(() => socket.resume())
}

/** Ends sockets that sent no pong between two rounds. Returns how to stop this. */
export const watchForSilence = (everyMs: number) => {
  const answered = new Map<WebSocket, boolean>()
  const round = setInterval(() => {
    for (const [socket, alive] of answered) {
      if (!alive) socket.terminate()
      else {
        answered.set(socket, false)
        socket.ping()
      }
    }
  }, everyMs)
  round.unref()
  function heard(this: WebSocket) {
    if (answered.has(this)) answered.set(this, true)
  }
  return {
    add(socket: WebSocket) {
      answered.set(socket, true)
      socket.on('pong', heard)
    },
    forget(socket: WebSocket) {
      answered.delete(socket)
    },
    stop: () => clearInterval(round),
  }
}
