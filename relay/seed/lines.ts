import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'

/** A longer line is passed over whole; no chat line comes near. */
export const longestLineBytes = 16 * 1024

const newline = 0x0a
const text = new TextDecoder('utf-8', { ignoreBOM: false })

/**
 * The lines of a text of any size, in bounded memory: of a line that is too long nothing is kept but that it was there.
 * Bytes that are not UTF-8 become U+FFFD.
 */
export async function* readLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let held: Uint8Array[] = []
  let heldBytes = 0
  const hold = (part: Uint8Array) => {
    heldBytes += part.length
    if (heldBytes <= longestLineBytes) held.push(part)
    else held = []
  }
  const take = (): string | null => {
    const line = heldBytes <= longestLineBytes ? text.decode(Buffer.concat(held)).replace(/\r$/, '') : null
    held = []
    heldBytes = 0
    return line
  }
  for await (const chunk of chunks) {
    let from = 0
    for (let at = chunk.indexOf(newline); at >= 0; at = chunk.indexOf(newline, from)) {
      hold(chunk.subarray(from, at))
      from = at + 1
      const line = take()
      if (line !== null) yield line
    }
    hold(chunk.subarray(from))
  }
  const last = take()
  if (last) yield last
}

/** The bytes of a file, unpacked if it is gzip: its first bytes tell, whatever its name. */
export async function* readMaybePacked(path: string): AsyncGenerator<Uint8Array> {
  const packed = await isPacked(path)
  const source = createReadStream(path)
  if (!packed) return yield* source as AsyncIterable<Uint8Array>
  const unpacked = createGunzip()
  // A fault of either stream ends both, and the reader hears of it below.
  pipeline(source, unpacked, () => {})
  yield* unpacked as AsyncIterable<Uint8Array>
}

const isPacked = async (path: string): Promise<boolean> => {
  for await (const head of createReadStream(path, { end: 1 }) as AsyncIterable<Buffer>)
    return head[0] === 0x1f && head[1] === 0x8b
  return false
}
