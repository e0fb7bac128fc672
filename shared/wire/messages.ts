import { Malformed, Reader, Writer } from '../bytes.ts'

/**
 * One message of the y-websocket protocol (y-protocols/PROTOCOL.md), plus two of ours: 100 for results, and 101 for
 * records of other devices. The inner bytes are not parsed here.
 */
export type Message =
  | { type: 'sync-step-1'; stateVector: Uint8Array }
  | { type: 'sync-step-2'; update: Uint8Array }
  | { type: 'update'; update: Uint8Array }
  | { type: 'awareness'; update: Uint8Array }
  | { type: 'query-awareness' }
  | { type: 'results'; results: Uint8Array }
  | { type: 'carry'; records: Uint8Array }

const sync = 0
const awareness = 1
const queryAwareness = 3
export const resultsType = 100
const carry = 101

/** Strict. Inner bytes are views. Throws `Malformed` for any message that our clients and relays do not send. */
export const parseMessage = (bytes: Uint8Array): Message => {
  const reader = new Reader(bytes)
  const message = readMessage(reader)
  reader.end()
  return message
}

const readMessage = (reader: Reader): Message => {
  switch (reader.varuint()) {
    case sync:
      return readSync(reader)
    case awareness:
      return { type: 'awareness', update: reader.varbytes() }
    case queryAwareness:
      return { type: 'query-awareness' }
    case resultsType:
      return { type: 'results', results: reader.varbytes() }
    case carry:
      return { type: 'carry', records: reader.varbytes() }
    default:
      throw new Malformed('unknown message type')
  }
}

const readSync = (reader: Reader): Message => {
  switch (reader.varuint()) {
    case 0:
      return { type: 'sync-step-1', stateVector: reader.varbytes() }
    case 1:
      return { type: 'sync-step-2', update: reader.varbytes() }
    case 2:
      return { type: 'update', update: reader.varbytes() }
    default:
      throw new Malformed('unknown sync message type')
  }
}

export const writeMessage = (message: Message): Uint8Array => {
  switch (message.type) {
    case 'sync-step-1':
      return new Writer(message.stateVector.length + 8).u8(sync).u8(0).varbytes(message.stateVector).done()
    case 'sync-step-2':
      return new Writer(message.update.length + 8).u8(sync).u8(1).varbytes(message.update).done()
    case 'update':
      return new Writer(message.update.length + 8).u8(sync).u8(2).varbytes(message.update).done()
    case 'awareness':
      return new Writer(message.update.length + 8).u8(awareness).varbytes(message.update).done()
    case 'query-awareness':
      return new Writer(1).u8(queryAwareness).done()
    case 'results':
      return new Writer(message.results.length + 8).u8(resultsType).varbytes(message.results).done()
    case 'carry':
      return new Writer(message.records.length + 8).u8(carry).varbytes(message.records).done()
  }
}
