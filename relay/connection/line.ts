import { closeCodes } from '../../shared/wire/results.ts'
import { Tokens } from '../pace/tokens.ts'
import type { Clock } from '../surroundings.ts'
import type { Socket } from './socket.ts'

export const lineLimits = {
  /** A socket that says nothing after the upgrade. */
  firstFrameMs: 5_000,
  /** Stock clients reconnect after 30 s of silence. */
  signOfLifeMs: 20_000,
  frameBytes: 4 * 1024 * 1024,
  /** Above the first we stop sending; below the second we go on. */
  blockedBytes: 256 * 1024,
  drainedBytes: 64 * 1024,
  /** Answers to a peer that writes and never reads. */
  mostBufferedBytes: 8 * 1024 * 1024,
  drainCheckMs: 100,
  slowReaderMs: 60_000,
  framesPerSecond: 500,
  framesBurst: 20_000,
  /** Frames of which nothing could be taken; one of many structs counts for more. */
  wastedPerSecond: 20,
  wastedBurst: 5_000,
  structsPerWaste: 25,
} as const

/** One socket: how fast its peer reads and writes, and when it ends. A slow reader is waited for, never buffered for. */
export class Line {
  readonly #socket: Socket
  readonly #clock: Clock
  readonly #onClose: (code: number, reason: string) => void
  readonly #frames: Tokens
  readonly #wasted: Tokens
  readonly #waitingToWrite = new Set<() => void>()
  #timers: (() => void)[] = []
  #blockedSince: number | null = null
  #open = true

  constructor(socket: Socket, clock: Clock, onClose: (code: number, reason: string) => void) {
    const now = clock.now()
    this.#socket = socket
    this.#clock = clock
    this.#onClose = onClose
    this.#frames = new Tokens(lineLimits.framesPerSecond, lineLimits.framesBurst, now)
    this.#wasted = new Tokens(lineLimits.wastedPerSecond, lineLimits.wastedBurst, now)
    this.#timers.push(clock.after(lineLimits.firstFrameMs, () => this.close(closeCodes.silent, 'said nothing')))
  }

  get isOpen(): boolean {
    return this.#open
  }

  get isWritable(): boolean {
    return this.#blockedSince === null && this.#socket.bufferedBytes <= lineLimits.blockedBytes
  }

  send(bytes: Uint8Array): void {
    if (!this.#open) return
    this.#socket.send(bytes)
    if (this.#socket.bufferedBytes > lineLimits.mostBufferedBytes) this.close(closeCodes.slowReader, 'does not read')
  }

  /** Counts a frame that came in; false where it ends the connection. */
  received(bytes: Uint8Array): boolean {
    this.#callOffFirstFrame()
    if (!this.#open) return false
    if (bytes.length > lineLimits.frameBytes) this.close(closeCodes.tooLarge, 'frame too large')
    else if (!this.#frames.take(1, this.#clock.now())) this.close(closeCodes.tooMany, 'too many frames')
    return this.#open
  }

  wasted(structs: number): void {
    const count = 1 + structs / lineLimits.structsPerWaste
    if (!this.#wasted.take(count, this.#clock.now())) this.close(closeCodes.tooMany, 'pushes what is not taken')
  }

  /** Calls back once, when the peer has read most of what was sent; ends the connection where it does not read on. */
  whenWritable(run: () => void): void {
    this.#waitingToWrite.add(run)
    if (this.#blockedSince !== null || !this.#open) return
    this.#blockedSince = this.#clock.now()
    this.#checkDrain()
  }

  /**
   * Calls `sign` every 20 s, whatever else is said: what keeps one channel alive is not heard on another, and a peer sets
   * its clock by it.
   */
  keepAlive(sign: () => void): void {
    let callOff = () => {}
    const next = (): void => {
      callOff = this.#clock.after(lineLimits.signOfLifeMs, () => {
        if (this.isWritable) sign()
        next()
      })
    }
    next()
    this.#timers.push(() => callOff())
  }

  close(code: number, reason: string): void {
    if (!this.#open) return
    this.#socket.close(code, reason)
    this.ended(code, reason)
  }

  /** The socket is gone, whoever closed it. */
  ended(code: number, reason: string): void {
    if (!this.#open) return
    this.#open = false
    for (const callOff of this.#timers) callOff()
    this.#timers = []
    this.#waitingToWrite.clear()
    this.#onClose(code, reason)
  }

  #callOffFirstFrame(): void {
    if (this.#firstFrameSeen) return
    this.#firstFrameSeen = true
    this.#timers[0]?.()
  }
  #firstFrameSeen = false

  #checkDrain(): void {
    if (!this.#open || this.#blockedSince === null) return
    if (this.#socket.bufferedBytes <= lineLimits.drainedBytes) {
      this.#blockedSince = null
      const waiting = [...this.#waitingToWrite]
      this.#waitingToWrite.clear()
      for (const run of waiting) run()
    } else if (this.#clock.now() - this.#blockedSince > lineLimits.slowReaderMs) {
      this.close(closeCodes.slowReader, 'does not read')
    } else {
      this.#clock.after(lineLimits.drainCheckMs, () => this.#checkDrain())
    }
  }
}
