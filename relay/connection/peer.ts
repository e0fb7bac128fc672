import { closeCodes } from '../../shared/wire/results.ts'
import type { Clock } from '../base/surroundings.ts'
import { perSecond, TokenBucket } from '../pace/token-bucket.ts'
import type { Socket } from './socket.ts'

export const peerLimits = {
  /** How long a socket may send nothing after the upgrade. */
  firstFrameMs: 5_000,
  /** Extra time, because a frame may lie unread while the relay itself is busy. */
  graceMs: 250,
  /** Stock clients reconnect after 30 s of silence. */
  signOfLifeMs: 20_000,
  frameBytes: 4 * 1024 * 1024,
  /** We stop sending above the first, and continue below the second. */
  blockedBytes: 256 * 1024,
  drainedBytes: 64 * 1024,
  /** The limit for a peer that writes and never reads our answers. */
  mostBufferedBytes: 8 * 1024 * 1024,
  drainCheckMs: 100,
  slowReaderMs: 60_000,
  framesPerSecond: 500,
  framesBurst: 20_000,
  /** Frames from which nothing was taken. A frame with many structs counts more than once. */
  wastedPerSecond: 20,
  wastedBurst: 5_000,
  structsPerWaste: 25,
} as const

/** Waits until a peer can be written to again. */
export interface Waiter {
  catchUp(): void
}

/**
 * One socket. It watches how fast the peer reads and writes, and when the connection ends. We wait for a slow reader
 * and never buffer for it.
 */
export class Peer {
  readonly #socket: Socket
  readonly #clock: Clock
  readonly #onClose: (code: number, reason: string) => void
  readonly #frames: TokenBucket
  /** Null until something was wasted. */
  #wasted: TokenBucket | null = null
  #waiting: Set<Waiter> | null = null
  #cancelFirstFrame: (() => void) | null
  #cancelSign: (() => void) | null = null
  #blockedSince: number | null = null
  #open = true

  constructor(socket: Socket, clock: Clock, onClose: (code: number, reason: string) => void) {
    this.#socket = socket
    this.#clock = clock
    this.#onClose = onClose
    this.#frames = new TokenBucket(perSecond(peerLimits.framesPerSecond, peerLimits.framesBurst))
    this.#cancelFirstFrame = clock.after(peerLimits.firstFrameMs, () => {
      this.#cancelFirstFrame = clock.after(peerLimits.graceMs, () => this.close(closeCodes.silent, 'said nothing'))
    })
  }

  get isOpen(): boolean {
    return this.#open
  }

  get isWritable(): boolean {
    return this.#blockedSince === null && this.#socket.bufferedBytes <= peerLimits.blockedBytes
  }

  send(bytes: Uint8Array): void {
    if (!this.#open) return
    this.#socket.send(bytes)
    if (this.#socket.bufferedBytes > peerLimits.mostBufferedBytes) this.close(closeCodes.slowReader, 'does not read')
  }

  /** Counts a frame that came in. Returns false if the connection is closed, or is closed because of this frame. */
  received(bytes: Uint8Array): boolean {
    this.#cancelFirstFrame?.()
    this.#cancelFirstFrame = null
    if (!this.#open) return false
    if (bytes.length > peerLimits.frameBytes) this.close(closeCodes.tooLarge, 'frame too large')
    else if (this.#frames.take(1, this.#clock.now()) > 0) this.close(closeCodes.tooMany, 'too many frames')
    return this.#open
  }

  wasted(structs: number): void {
    const count = 1 + structs / peerLimits.structsPerWaste
    this.#wasted ??= new TokenBucket(perSecond(peerLimits.wastedPerSecond, peerLimits.wastedBurst))
    if (this.#wasted.take(count, this.#clock.now()) > 0) this.close(closeCodes.tooMany, 'pushes what is not taken')
  }

  /** Calls back once, when the peer has read most of what was sent. Closes the connection if the peer does not read. */
  whenWritable(waiter: Waiter): void {
    this.#waiting ??= new Set()
    this.#waiting.add(waiter)
    if (this.#blockedSince !== null || !this.#open) return
    this.#blockedSince = this.#clock.now()
    this.#checkDrain()
  }

  /**
   * Calls `sign` every 20 s, even if other things are sent: a message on one channel does not keep another one alive,
   * and the peer sets its clock by `sign`.
   */
  keepAlive(sign: () => void): void {
    this.#cancelSign = this.#clock.after(peerLimits.signOfLifeMs, () => {
      if (this.isWritable) sign()
      if (this.#open) this.keepAlive(sign)
    })
  }

  close(code: number, reason: string): void {
    if (!this.#open) return
    this.#socket.close(code, reason)
    this.ended(code, reason)
  }

  /** The socket was closed by either side. */
  ended(code: number, reason: string): void {
    if (!this.#open) return
    this.#open = false
    this.#cancelFirstFrame?.()
    this.#cancelSign?.()
    this.#waiting = null
    this.#onClose(code, reason)
  }

  #checkDrain(): void {
    if (!this.#open || this.#blockedSince === null) return
    if (this.#socket.bufferedBytes <= peerLimits.drainedBytes) {
      this.#blockedSince = null
      const waiting = this.#waiting ?? []
      this.#waiting = null
      for (const waiter of waiting) waiter.catchUp()
    } else if (this.#clock.now() - this.#blockedSince > peerLimits.slowReaderMs) {
      this.close(closeCodes.slowReader, 'does not read')
    } else {
      this.#clock.after(peerLimits.drainCheckMs, () => this.#checkDrain())
    }
  }
}
