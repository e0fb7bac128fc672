import type { Unsent } from '../store/journal.ts'
import type { Settings } from './ownRoom.ts'

/** UTF-16 units of a piece. As JSON inside JSON each takes at most three bytes, so a piece fits in a record. */
const pieceLength = 1_300

/** What stands under the key of a value that is too long for one record: the pieces and whose they are (P9). */
interface Cut {
  cut: string
  sums: number[]
}

/** Returned if some of the pieces are not on this device yet. */
export const notAllHere = Symbol('not all here')

/**
 * Values of the own room of any length. The JSON of a long one is cut into pieces, which have keys of their own. Each
 * device writes pieces under other keys, so that those of two devices never mix.
 */
export class LongValues {
  readonly #own: Settings
  readonly #tag: string

  constructor(own: Settings, device: string) {
    this.#own = own
    this.#tag = device.slice(0, 4)
  }

  /** Undefined if it was never set. */
  read(key: string): unknown {
    const head = this.#own.newest(key)?.value
    if (!isCut(head)) return head
    const pieces = head.sums.map((sum, at) => {
      const piece = this.#own.newest(pieceKey(key, head.cut, at))?.value
      return typeof piece === 'string' && sumOf(piece) === sum ? piece : null
    })
    return pieces.includes(null) ? notAllHere : JSON.parse(pieces.join(''))
  }

  /** Writes the pieces before the record that names them. Pieces that are already so are not written again. */
  async write(key: string, value: unknown): Promise<Unsent | null> {
    const json = JSON.stringify(value)
    const pieces = json.length > pieceLength ? piecesOf(json) : []
    for (const [at, piece] of pieces.entries()) await this.#setPiece(pieceKey(key, this.#tag, at), piece)
    const head: Cut = { cut: this.#tag, sums: pieces.map(sumOf) }
    const written = await this.#own.put(key, pieces.length > 0 ? head : value)
    const used = new Set(pieces.map((_, at) => pieceKey(key, this.#tag, at)))
    for (const { key: piece, value: left } of this.#own.under(`${key}~`))
      if (left !== null && !used.has(piece)) await this.#own.put(piece, null)
    return written
  }

  async #setPiece(key: string, piece: string): Promise<void> {
    if (this.#own.newest(key)?.value !== piece) await this.#own.put(key, piece)
  }
}

/** Whether a key is that of a piece. */
export const isPiece = (key: string): boolean => key.includes('~')

const pieceKey = (key: string, tag: string, at: number): string => `${key}~${tag}${at}`

const piecesOf = (json: string): string[] =>
  Array.from({ length: Math.ceil(json.length / pieceLength) }, (_, at) =>
    json.slice(at * pieceLength, (at + 1) * pieceLength),
  )

/** FNV-1a over the units. It only has to notice a piece of another version. */
const sumOf = (piece: string): number => {
  let sum = 0x811c9dc5
  for (let at = 0; at < piece.length; at++) sum = Math.imul(sum ^ piece.charCodeAt(at), 0x01000193) >>> 0
  return sum
}

const isCut = (value: unknown): value is Cut => {
  if (typeof value !== 'object' || value === null) return false
  const { cut, sums } = value as Partial<Cut>
  return typeof cut === 'string' && Array.isArray(sums)
}
