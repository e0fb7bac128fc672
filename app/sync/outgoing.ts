import { parseMessage, writeMessage } from '../../shared/wire/messages.ts'
import { type Block, parseUpdate, type Struct, writeUpdate } from '../../shared/wire/update.ts'

/** The relay accepts larger updates only as an answer to its question (sync step 2), not as live updates. */
const liveBytes = 60 * 1024
/** Well below the size limit of a frame. */
const pieceBytes = 1024 * 1024
const pieceStructs = 4_000

/**
 * Turns the provider's messages about a segment into messages that the relay accepts. A live update that is too large,
 * for example after a slow load of this device's copy, is sent as an answer. An answer that is too large, for example
 * after a day of pasting offline, is split. Otherwise the relay would close the channel, and every new one after it.
 */
export const fitForRelay = (message: Uint8Array): Uint8Array[] => {
  if (message.length <= liveBytes) return [message]
  const parsed = parseMessage(message)
  if (parsed.type !== 'update' && parsed.type !== 'sync-step-2') return [message]
  return piecesOf(parseUpdate(parsed.update, Number.POSITIVE_INFINITY).blocks).map((blocks) =>
    writeMessage({ type: 'sync-step-2', update: writeUpdate({ blocks, deleted: [] }) }),
  )
}

const piecesOf = (blocks: readonly Block[]): Block[][] => {
  const pieces: Block[][] = [[]]
  let room = pieceBytes
  let places = pieceStructs
  for (const { client, clock: start, structs } of blocks) {
    let clock = start
    let block: Block | null = null
    for (const struct of structs) {
      if (sizeOf(struct) > room || places === 0) {
        pieces.push([])
        room = pieceBytes
        places = pieceStructs
        block = null
      }
      if (!block) {
        block = { client, clock, structs: [] }
        pieces.at(-1)?.push(block)
      }
      block.structs.push(struct)
      room -= sizeOf(struct)
      places--
      clock += 'empty' in struct ? struct.empty : 1
    }
  }
  return pieces
}

const sizeOf = (struct: Struct): number => ('empty' in struct ? 16 : struct.bytes.length + struct.name.length + 16)
