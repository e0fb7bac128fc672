import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'

/** Longer lines are skipped. No chat line comes close. */
export const longestLineBytes = 64 * 1024

const newline = 0x0a
const carriageReturn = 0x0d
const utf8 = new TextDecoder('utf-8', { fatal: true })
/** Characters of Windows-1252 where Latin-1 has only control codes. Not every Node version can decode Windows-1252. */
const windows = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'
const readWestern = (bytes: Uint8Array): string =>
  Buffer.from(bytes)
    .toString('latin1')
    .replace(/[\u0080-\u009f]/g, (code) => windows[code.charCodeAt(0) - 0x80] ?? code)

/** `western`: the line was not valid UTF-8, so it was read as Windows-1252. */
export type LogLine = { text: string; western: boolean } | 'too-long'

/**
 * Reads the lines of a text of any size in bounded memory, with any kind of line ends. A line that is too long is
 * reported without its text. Each line is decoded by itself, because people in one channel may have used different
 * encodings.
 */
export async function* readLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<LogLine> {
  let held: Uint8Array[] = []
  let heldBytes = 0
  let afterReturn = false
  const hold = (part: Uint8Array) => {
    heldBytes += part.length
    if (heldBytes <= longestLineBytes) held.push(part)
    else held = []
  }
  const take = (): LogLine => {
    const line = heldBytes <= longestLineBytes ? decode(Buffer.concat(held)) : 'too-long'
    held = []
    heldBytes = 0
    return line
  }
  for await (const chunk of toUtf8(chunks)) {
    let from = 0
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at]
      if (byte === newline && afterReturn) from = at + 1
      else if (byte === newline || byte === carriageReturn) {
        hold(chunk.subarray(from, at))
        from = at + 1
        yield take()
      }
      afterReturn = byte === carriageReturn
    }
    hold(chunk.subarray(from))
  }
  if (heldBytes > 0) yield take()
}

const decode = (bytes: Uint8Array): LogLine => {
  try {
    return { text: utf8.decode(bytes), western: false }
  } catch {
    return { text: readWestern(bytes), western: true }
  }
}

/** Converts UTF-16 to UTF-8 and removes a byte order mark. Everything else stays as it is. */
async function* toUtf8(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let decoder: Decoder | null = null
  let head: Uint8Array | null = new Uint8Array(0)
  for await (const chunk of chunks) {
    let bytes: Uint8Array = chunk
    if (head !== null) {
      head = Buffer.concat([head, chunk])
      if (head.length < looksAtBytes) continue
      bytes = head
      head = null
      decoder = decoderFor(bytes)
    }
    yield decoder ? Buffer.from(decoder.decode(bytes, { stream: true })) : bytes === chunk ? bytes : withoutMark(bytes)
  }
  if (head !== null) {
    decoder = decoderFor(head)
    yield decoder ? Buffer.from(decoder.decode(head, { stream: true })) : withoutMark(head)
  }
  if (decoder) yield Buffer.from(decoder.decode())
}

type Decoder = InstanceType<typeof TextDecoder>

const looksAtBytes = 1_024

const decoderFor = (head: Uint8Array): Decoder | null => {
  if (head[0] === 0xff && head[1] === 0xfe) return new TextDecoder('utf-16le')
  if (head[0] === 0xfe && head[1] === 0xff) return new TextDecoder('utf-16be')
  const zeros = [0, 0]
  head.forEach((byte, at) => {
    if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1
  })
  const [even = 0, odd = 0] = zeros
  // Without a mark, UTF-16 in a Latin script is recognised because every other byte is zero.
  if (odd > head.length / 4 && even < head.length / 20) return new TextDecoder('utf-16le')
  return even > head.length / 4 && odd < head.length / 20 ? new TextDecoder('utf-16be') : null
}

const withoutMark = (bytes: Uint8Array): Uint8Array =>
  bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes

/** The bytes of a file, unzipped if its first bytes are those of gzip. */
export async function* readMaybePacked(path: string): AsyncGenerator<Uint8Array> {
  const packed = await isPacked(path)
  const source = createReadStream(path)
  if (!packed) return yield* source as AsyncIterable<Uint8Array>
  const unpacked = createGunzip()
  // An error in either stream ends both, and the loop below throws it.
  pipeline(source, unpacked, () => {})
  yield* unpacked as AsyncIterable<Uint8Array>
}

const isPacked = async (path: string): Promise<boolean> => {
  for await (const head of createReadStream(path, { end: 1 }) as AsyncIterable<Buffer>)
    return head[0] === 0x1f && head[1] === 0x8b
  return false
}
