import { Malformed, Writer } from '../../shared/bytes.ts'
import { type Control, maxChannels, muxVersion, parseFrame, writeFrame } from '../../shared/wire/mux.ts'
import { closeCodes } from '../../shared/wire/results.ts'
import { Channel, type ChannelFrames, type ChannelParts } from './channel.ts'
import type { Peer } from './peer.ts'
import type { Connection } from './socket.ts'

/** A socket that carries many documents, each on a channel that the client numbers. */
export class MuxConnection implements Connection {
  readonly #line: Peer
  readonly #parts: ChannelParts
  readonly #frames: ChannelFrames
  readonly #channels = new Map<number, { channel: Channel; document: string }>()
  /** The channel of each open document: a document needs only one per socket. */
  readonly #documents = new Map<string, number>()
  #lastOpened = 0

  constructor(line: Peer, parts: ChannelParts) {
    this.#line = line
    this.#parts = parts
    this.#frames = { wrap: framed, end: (code, channel) => this.#end(channel, code), tellTime: () => this.#hello() }
    this.#hello()
    line.keepAlive(() => this.#hello())
  }

  receive(bytes: Uint8Array): void {
    if (!this.#line.received(bytes)) return
    try {
      const frame = parseFrame(bytes)
      if ('message' in frame) this.#pass(frame.channel, frame.message)
      else this.#obey(frame)
    } catch (error) {
      if (!(error instanceof Malformed)) throw error
      this.#line.close(closeCodes.malformed, error.message)
    }
  }

  closed(): void {
    this.#line.ended(1006, 'gone')
  }

  leave(condemned: boolean): void {
    for (const { channel } of this.#channels.values()) channel.leave(condemned)
    this.#channels.clear()
    this.#documents.clear()
  }

  #hello(): void {
    this.#line.send(writeFrame({ control: 'hello', version: muxVersion, time: this.#parts.clock.now() }))
  }

  /** Messages to a channel that we have closed meanwhile are ignored. */
  #pass(number: number, message: Uint8Array): void {
    if (number > this.#lastOpened) throw new Malformed('this channel was never opened')
    this.#channels.get(number)?.channel.receive(message)
  }

  #obey(frame: Control): void {
    switch (frame.control) {
      case 'hello':
        this.#parts.heardClock(frame.time)
        return
      case 'open':
        this.#open(frame.channel, frame.document)
        return
      case 'close':
        this.#channels.get(frame.channel)?.channel.leave()
        this.#forget(frame.channel)
    }
  }

  #open(number: number, document: string): void {
    if (number <= this.#lastOpened) throw new Malformed('the number of this channel was used before')
    // Opens that still wait count too, because closing a channel does not take them out of the queue.
    if (this.#channels.size >= maxChannels || this.#parts.queue.waitingFor(this.#line) >= maxChannels) {
      this.#line.close(closeCodes.tooMany, 'too many channels')
      return
    }
    this.#lastOpened = number
    this.#closeOther(document)
    this.#documents.set(document, number)
    const channel = new Channel(this.#parts, this.#frames, number)
    this.#channels.set(number, { channel, document })
    channel.open(document)
  }

  /** A client that opens a document again has lost or forgotten the earlier channel, so we close that one. */
  #closeOther(document: string): void {
    const before = this.#documents.get(document)
    if (before === undefined) return
    this.#line.wasted(0)
    this.#channels.get(before)?.channel.close(closeCodes.tooMany)
  }

  #forget(number: number): void {
    const open = this.#channels.get(number)
    if (open) this.#documents.delete(open.document)
    this.#channels.delete(number)
  }

  #end(channel: number, code: number): void {
    this.#forget(channel)
    this.#line.send(writeFrame({ control: 'close', channel, code }))
  }
}

/** The frames of each message by channel number, so that all who use the same number share one frame. */
const framesOf = new WeakMap<Uint8Array, Map<number, Uint8Array>>()

const framed = (message: Uint8Array, channel: number): Uint8Array => {
  const frames = framesOf.get(message) ?? new Map<number, Uint8Array>()
  framesOf.set(message, frames)
  const frame = frames.get(channel) ?? joined(channel, message)
  frames.set(channel, frame)
  return frame
}

/** Puts the channel number before the message, without the second copy that the frame writer makes. */
const joined = (channel: number, message: Uint8Array): Uint8Array => {
  const number = new Writer(4).varuint(channel).done()
  const frame = new Uint8Array(number.length + message.length)
  frame.set(number)
  frame.set(message, number.length)
  return frame
}
