import { decodeUtf8, encodeUtf8 } from 'lib0/string'

/**
 * Thrown by every reader of foreign bytes in `shared`. The message says what was wrong and never contains the bytes
 * themselves.
 */
export class Malformed extends Error {
  override name = 'Malformed'
}

/**
 * Reads untrusted bytes, strictly and in linear time. A varuint has one encoding (no padding zeros) and stays under
 * 2^53, and nothing is allocated by a size that the bytes themselves declare. Every method throws `Malformed`.
 */
export class Reader {
  readonly bytes: Uint8Array
  at = 0

  constructor(bytes: Uint8Array) {
    this.bytes = bytes
  }

  get left(): number {
    return this.bytes.length - this.at
  }

  u8(): number {
    const byte = this.bytes[this.at]
    if (byte === undefined) throw new Malformed('unexpected end of bytes')
    this.at++
    return byte
  }

  varuint(): number {
    let value = 0
    let weight = 1
    for (let length = 1; length <= 8; length++) {
      const byte = this.u8()
      value += (byte & 0x7f) * weight
      if (value > Number.MAX_SAFE_INTEGER) break
      if (byte < 0x80) {
        if (byte === 0 && length > 1) throw new Malformed('number has padding zeros')
        return value
      }
      weight *= 128
    }
    throw new Malformed('number is 2^53 or more')
  }

  /** A view of the next `length` bytes, not a copy. */
  take(length: number): Uint8Array {
    if (length > this.left) throw new Malformed('unexpected end of bytes')
    const from = this.at
    this.at += length
    return this.bytes.subarray(from, this.at)
  }

  varbytes(limitBytes = Number.MAX_SAFE_INTEGER): Uint8Array {
    const length = this.varuint()
    if (length > limitBytes) throw new Malformed('longer than the limit')
    return this.take(length)
  }

  varstring(limitBytes = Number.MAX_SAFE_INTEGER): string {
    return readUtf8(this.varbytes(limitBytes))
  }

  u48(): number {
    const [a, b, c, d, e, f] = this.take(6) as unknown as [number, number, number, number, number, number]
    return a * 2 ** 40 + b * 2 ** 32 + (c * 2 ** 24 + d * 2 ** 16 + e * 2 ** 8 + f)
  }

  end(): void {
    if (this.left > 0) throw new Malformed('unexpected bytes after the end')
  }
}

/** Decodes strict UTF-8. Throws `Malformed`. */
export const readUtf8 = (bytes: Uint8Array): string => {
  try {
    return decodeUtf8(bytes)
  } catch {
    throw new Malformed('not UTF-8')
  }
}

export const utf8 = (text: string): Uint8Array => encodeUtf8(text)

/** The counterpart of `Reader`. Its buffer grows by doubling. */
export class Writer {
  #bytes: Uint8Array
  #length = 0

  constructor(expectedBytes = 64) {
    this.#bytes = new Uint8Array(expectedBytes)
  }

  u8(value: number): this {
    this.#room(1)
    this.#bytes[this.#length++] = value
    return this
  }

  varuint(value: number): this {
    if (!Number.isSafeInteger(value) || value < 0)
      throw new RangeError('a varuint must be an integer from 0 to 2^53 - 1')
    let rest = value
    while (rest > 0x7f) {
      this.u8(0x80 | (rest % 128))
      rest = Math.floor(rest / 128)
    }
    return this.u8(rest)
  }

  raw(bytes: Uint8Array): this {
    this.#room(bytes.length)
    this.#bytes.set(bytes, this.#length)
    this.#length += bytes.length
    return this
  }

  varbytes(bytes: Uint8Array): this {
    return this.varuint(bytes.length).raw(bytes)
  }

  /** Writes the same bytes as `varstring`, faster. Only for text known to be ASCII, such as names. */
  varascii(text: string): this {
    this.varuint(text.length)
    for (let i = 0; i < text.length; i++) this.u8(text.charCodeAt(i))
    return this
  }

  varstring(text: string): this {
    return this.varbytes(utf8(text))
  }

  u48(value: number): this {
    if (!Number.isSafeInteger(value) || value < 0 || value >= 2 ** 48)
      throw new RangeError('a u48 must be an integer from 0 to 2^48 - 1')
    for (let shift = 40; shift >= 0; shift -= 8) this.u8(Math.floor(value / 2 ** shift) % 256)
    return this
  }

  /** A copy of the bytes written so far. */
  done(): Uint8Array {
    return this.#bytes.slice(0, this.#length)
  }

  #room(more: number): void {
    const needed = this.#length + more
    if (needed <= this.#bytes.length) return
    const grown = new Uint8Array(Math.max(needed, this.#bytes.length * 2))
    grown.set(this.#bytes.subarray(0, this.#length))
    this.#bytes = grown
  }
}

export const sameBytes = (a: Uint8Array, b: Uint8Array): boolean => {
  if (a.length !== b.length) return false
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false
  return true
}
