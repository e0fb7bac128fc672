import { beginningOf, nameInText } from './mentions.ts'

/** A part of a text of which some words lead to a person or a room. */
export type Piece =
  | { kind: 'text'; text: string }
  | { kind: 'person'; text: string; user: string }
  | { kind: 'everyone'; text: string }
  | { kind: 'room'; text: string; id: string }

interface Known {
  /** User ids by the name as it is written, in lower case. */
  users: ReadonlyMap<string, string>
  /** `@room` mentions everybody. */
  everyone: boolean
  rooms: readonly { id: string; name: string }[]
}

/** Cuts a text at the names of people and rooms. The pieces joined are the text. */
export const piecesOf = (text: string, known: Known): Piece[] => {
  const found = [...peopleIn(text, known), ...roomsIn(text, known)].sort((a, b) => a.from - b.from)
  const pieces: Piece[] = []
  let done = 0
  const takeText = (to: number) => {
    if (to > done) pieces.push({ kind: 'text', text: text.slice(done, to) })
  }
  for (const { from, piece } of found) {
    if (from < done) continue
    takeText(from)
    pieces.push(piece)
    done = from + piece.text.length
  }
  takeText(text.length)
  return pieces
}

interface Found {
  from: number
  piece: Piece
}

const peopleIn = (text: string, { users, everyone }: Known): Found[] => {
  if (users.size === 0 && !everyone) return []
  return [...text.matchAll(nameInText)].flatMap(({ index: from, 1: word = '' }): Found[] => {
    const isKnown = (word: string) => users.has(word) || (everyone && word === 'room')
    const name = beginningOf(word.toLowerCase(), isKnown)
    if (name === null) return []
    const written = text.slice(from, from + 1 + name.length)
    if (everyone && name === 'room') return [{ from, piece: { kind: 'everyone', text: written } }]
    return [{ from, piece: { kind: 'person', text: written, user: users.get(name) ?? '' } }]
  })
}

const hash = /(?<![\p{L}\p{M}\p{N}_:@#/.&=+-])#/gu
const goesOn = /^[\p{L}\p{M}\p{N}_]/u

/** The longest name counts, so that `#Garden` does not hide `#Garden club`. */
const roomsIn = (text: string, { rooms }: Known): Found[] =>
  [...text.matchAll(hash)].flatMap(({ index: from }): Found[] => {
    const fits = ({ name }: { name: string }) => {
      const written = text.slice(from + 1, from + 1 + name.length)
      if (name === '' || written.toLowerCase() !== name.toLowerCase()) return false
      return !goesOn.test(text.slice(from + 1 + name.length))
    }
    const room = rooms.filter(fits).sort((a, b) => b.name.length - a.name.length)[0]
    if (!room) return []
    return [{ from, piece: { kind: 'room', id: room.id, text: text.slice(from, from + 1 + room.name.length) } }]
  })
