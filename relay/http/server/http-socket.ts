import type { Socket } from 'node:net'
import { Duplex } from 'node:stream'

const nothing = Buffer.alloc(0)
const mostListeners = 32

/**
 * A connection as Node's HTTP server sees it. Node parses all that one read brings, thousands of requests, before the
 * first of them can be refused. So this hands on one request at a time, and none while its connection is held.
 */
export class HttpSocket extends Duplex {
  readonly #raw: Socket
  /** Read from the network and not handed on yet. */
  #rest: Buffer = nothing
  #isWanted = false
  #isHeld = false
  #hasEnded = false

  constructor(raw: Socket) {
    // With the least high-water mark for reading, no second piece is asked for before the first is parsed.
    super({ decodeStrings: false, readableHighWaterMark: 1, writableHighWaterMark: raw.writableHighWaterMark })
    this.#raw = raw
    // Each request that waits here listens for the end of its connection.
    this.setMaxListeners(mostListeners)
    raw.on('readable', this.#handOn)
    raw.on('end', this.#end)
    raw.on('timeout', this.#timeOut)
    raw.on('error', this.#fail)
    raw.on('close', this.#close)
  }

  get remoteAddress(): string | undefined {
    return this.#raw.remoteAddress
  }

  /** From the network, also what is not handed on yet. */
  get bytesRead(): number {
    return this.#raw.bytesRead
  }

  /** Hands on nothing more until `release`. */
  hold(): void {
    this.#isHeld = true
  }

  release(): void {
    this.#isHeld = false
    this.#handOn()
  }

  /** For an upgrade: the connection itself, and what it brought after `head`. */
  detach(head: Buffer): { raw: Socket; head: Buffer } {
    this.#raw
      .off('readable', this.#handOn)
      .off('end', this.#end)
      .off('timeout', this.#timeOut)
      .off('error', this.#fail)
      .off('close', this.#close)
    return { raw: this.#raw, head: Buffer.concat([head, this.#rest]) }
  }

  /** Node calls these two if they exist, as for every socket of its own. */
  setTimeout(ms: number): this {
    this.#raw.setTimeout(ms)
    return this
  }

  destroySoon(): void {
    if (this.writable) this.end()
    if (this.writableFinished) this.destroy()
    else this.once('finish', () => this.destroy())
  }

  readonly #handOn = (): void => {
    if (!this.#isWanted || this.#isHeld || this.destroyed) return
    if (this.#rest.length === 0) this.#rest = this.#raw.read() ?? nothing
    if (this.#rest.length === 0) {
      if (this.#hasEnded) this.push(null)
      return
    }
    const piece = this.#rest.subarray(0, endOfPiece(this.#rest))
    this.#rest = this.#rest.subarray(piece.length)
    this.#isWanted = false
    this.push(piece)
  }
  readonly #end = (): void => {
    this.#hasEnded = true
    this.#handOn()
  }
  readonly #timeOut = () => this.emit('timeout')
  readonly #fail = (error: Error) => this.destroy(error)
  readonly #close = () => this.destroy()

  override _read(): void {
    this.#isWanted = true
    this.#handOn()
  }

  override _write(chunk: Buffer | string, encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#raw.write(chunk, encoding, done)
  }

  override _writev(
    chunks: { chunk: Buffer | string; encoding: BufferEncoding }[],
    done: (error?: Error | null) => void,
  ): void {
    this.#raw.cork()
    for (const [n, { chunk, encoding }] of chunks.entries())
      this.#raw.write(chunk, encoding, n === chunks.length - 1 ? done : undefined)
    this.#raw.uncork()
  }

  override _final(done: () => void): void {
    this.#raw.end(() => done())
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#raw.destroy()
    done(error)
  }
}

/** A piece is at least this long, so that a body of empty lines does not come in thousands of them. */
const leastBytes = 30
const [lineFeed, carriageReturn] = [0x0a, 0x0d]

/**
 * After an empty line, which ends the headers of a request. The rest of a body is one piece, as Node would read it,
 * unless it has such a line in it.
 */
const endOfPiece = (bytes: Buffer): number => {
  let at = bytes.indexOf(lineFeed, leastBytes - 2)
  while (at >= 0) {
    const next = bytes[at + 1] === carriageReturn ? at + 2 : at + 1
    if (bytes[next] === lineFeed) return next + 1
    at = bytes.indexOf(lineFeed, at + 1)
  }
  return bytes.length
}
