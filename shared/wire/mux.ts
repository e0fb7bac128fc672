import { Malformed, Reader, Writer } from '../bytes.ts'

/**
 * Carries many documents over one socket: every WebSocket frame is `varuint channel • bytes`. Channel 0 is for control.
 * On any other channel the bytes are one y-websocket message of the document that the client opened under that number.
 */
export type Frame = { channel: number; message: Uint8Array } | Control

export type Control =
  /** The relay's first frame. `time`: its clock, milliseconds since 1970. Sent again every 20 s as a sign of life. */
  | { control: 'hello'; version: number; time: number }
  /** Sent by the client: opens `document` on `channel`. Numbers count up from 1 and are never reused. */
  | { control: 'open'; channel: number; document: string }
  /** Sent by either side: the channel is closed, with a WebSocket close code. */
  | { control: 'close'; channel: number; code: number }

/** 2: a record can be as long as 74 KiB. */
export const muxVersion = 2
export const maxChannels = 4_000
const longestDocument = 64

/** Throws `Malformed`. */
export const parseFrame = (bytes: Uint8Array): Frame => {
  const reader = new Reader(bytes)
  const channel = reader.varuint()
  if (channel > 0) return { channel, message: reader.take(reader.left) }
  const control = readControl(reader)
  reader.end()
  return control
}

const readControl = (reader: Reader): Control => {
  switch (reader.u8()) {
    case 0:
      return { control: 'hello', version: reader.varuint(), time: reader.varuint() }
    case 1:
      return { control: 'open', channel: readChannel(reader), document: reader.varstring(longestDocument) }
    case 2:
      return { control: 'close', channel: readChannel(reader), code: reader.varuint() }
    default:
      throw new Malformed('unknown control frame')
  }
}

const readChannel = (reader: Reader): number => {
  const channel = reader.varuint()
  if (channel === 0) throw new Malformed('channel 0 is only for control')
  return channel
}

export const writeFrame = (frame: Frame): Uint8Array => {
  if ('channel' in frame && 'message' in frame)
    return new Writer(frame.message.length + 5).varuint(frame.channel).raw(frame.message).done()
  const writer = new Writer(48).u8(0)
  switch (frame.control) {
    case 'hello':
      return writer.u8(0).varuint(frame.version).varuint(frame.time).done()
    case 'open':
      return writer.u8(1).varuint(frame.channel).varstring(frame.document).done()
    case 'close':
      return writer.u8(2).varuint(frame.channel).varuint(frame.code).done()
  }
}
