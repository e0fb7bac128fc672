import { Malformed, Reader, Writer } from '../bytes.ts'
import { limits } from '../record/limits.ts'

/** Why the relay refuses a record or an act. This closed list is known to both ends; the app has the sentences. */
export const refusalCodes = [
  'not-a-member',
  'not-allowed',
  'not-yours',
  'no-such-room',
  'no-such-user',
  'no-such-target',
  'erased',
  'name-used',
  'name-taken',
  'bad-name',
  'bad-body',
  'too-large',
  'too-fast',
  'too-early',
  'segment-full',
  'full',
  'private',
  'owner-must-hand-over',
  'already',
  'closed',
  'archived',
  'banned',
  'blocked',
  'invitation-over',
  'too-many',
  'no-such-picture',
  'invite-only',
  'too-many-today',
  'bad-signature',
  'poll-closed',
  'target-erased',
] as const
export type RefusalCode = (typeof refusalCodes)[number]

/**
 * The result for a record, message 100 on a document's channel. An acknowledged name is on the relay's disk.
 * `client-taken` concerns the document and not a record: the Yjs client id belongs to another device, so the client has
 * to take a new one.
 */
export type Result =
  | { kind: 'acked'; name: string }
  | { kind: 'refused'; name: string; code: RefusalCode }
  /** Reached the relay at `at`, more than `limits.lateMs` after the record's time. */
  | { kind: 'late'; name: string; at: number }
  | { kind: 'client-taken'; client: number }

export const parseResults = (bytes: Uint8Array): Result[] => {
  const reader = new Reader(bytes)
  const results: Result[] = []
  while (reader.left > 0) results.push(readResult(reader))
  return results
}

const readResult = (reader: Reader): Result => {
  switch (reader.u8()) {
    case 0:
      return { kind: 'acked', name: readName(reader) }
    case 1:
      return { kind: 'refused', name: readName(reader), code: readCode(reader) }
    case 2:
      return { kind: 'late', name: readName(reader), at: reader.varuint() }
    case 3:
      return { kind: 'client-taken', client: reader.varuint() }
    default:
      throw new Malformed('unknown result kind')
  }
}

const readName = (reader: Reader): string => reader.varstring(limits.nameBytes)

const readCode = (reader: Reader): RefusalCode => {
  const code = refusalCodes[reader.varuint()]
  if (code === undefined) throw new Malformed('unknown refusal code')
  return code
}

export const writeResults = (results: readonly Result[]): Uint8Array => {
  const writer = new Writer(results.length * 32)
  for (const result of results) writeResult(writer, result)
  return writer.done()
}

const writeResult = (writer: Writer, result: Result): void => {
  switch (result.kind) {
    case 'acked':
      writer.u8(0).varstring(result.name)
      return
    case 'refused':
      writer.u8(1).varstring(result.name).varuint(refusalCodes.indexOf(result.code))
      return
    case 'late':
      writer.u8(2).varstring(result.name).varuint(result.at)
      return
    case 'client-taken':
      writer.u8(3).varuint(result.client)
      return
  }
}

/**
 * WebSocket close codes. 4400 to 4499 are final (y-websocket stops reconnecting); after all others the client
 * reconnects.
 */
export const closeCodes = {
  malformed: 4400,
  signedOut: 4401,
  notYours: 4403,
  noSuchDocument: 4404,
  banned: 4406,
  silent: 4408,
  deleted: 4410,
  tooLarge: 4413,
  tooMany: 4429,
  slowReader: 4500,
  fault: 4501,
  restarting: 1012,
} as const
