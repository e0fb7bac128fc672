import type { Duplex } from 'node:stream'
import { WebSocket } from 'ws'
import { closeCodes } from '../../../shared/wire/results.ts'
import type { Connection, Socket } from '../../connection/socket.ts'

const tooLong = 1009

/** `ws` closes too long a frame with a code that is not final: a stock client would come again with it for ever. */
export class FinalSocket extends WebSocket {
  override close(code?: number, reason?: string | Buffer): void {
    super.close(code === tooLong ? closeCodes.tooLarge : code, reason)
  }
}

/** A `ws` socket as the core sees one. What is sent in one turn of the loop goes to the kernel in one write. */
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

/** One read from the kernel may bring thousands of frames: the others have their turn after so many. */
const framesInARow = 64

type Log = (line: string, error?: unknown) => void

/** Hands what arrives to the connection. A frame that `ws` itself refuses has closed the socket already. */
export const listen = (socket: WebSocket, connection: Connection, log: Log): void => {
  let frames = 0
  socket.on('message', (data, isBinary) => {
    if (++frames % framesInARow === 0) takeTurns(socket)
    if (!isBinary || !(data instanceof Buffer)) return socket.close(closeCodes.malformed, 'binary frames only')
    try {
      connection.receive(data)
    } catch (error) {
      // A bug, whatever the bytes were: it costs this socket and nobody else.
      log('a frame broke its connection', error)
      socket.close(closeCodes.fault, 'fault')
    }
  })
}

const takeTurns = (socket: WebSocket): void => {
  socket.pause()
  setImmediate(() => socket.resume())
}

/** Ends sockets whose other end has gone without a word: no pong between two rounds. Returns how to stop. */
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
