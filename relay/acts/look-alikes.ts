import looksLike from 'unhomoglyph/data.json' with { type: 'json' }
import { roomNameKey } from '../../shared/room/acts.ts'
import type { RoomRow, Store } from '../store/store.ts'

/**
 * What names of rooms must differ in: those that look the same, in whatever case, have one key. It is compared and never
 * shown. Our own small letters stand for all that looks like them: o for 0, l for 1, i and I, rn for m.
 */
export const nameKeyOf = (name: string): string => [...roomNameKey(name)].map(lookOf).join('').replaceAll('i', 'l')

/** Some letters look like one of ours only when they are big. */
const lookOf = (letter: string): string => {
  const looks = [letter, letter.toUpperCase()].map((either) => [...either].map(plainOf).join('').toLowerCase())
  return looks.find(isPlain) ?? letter
}

/** Looked up in the library's table: its function is one pattern of six thousand letters, and costs a relay 8 MB. */
const plainOf = (letter: string): string => table[letter] ?? letter
const table: { readonly [letter: string]: string } = looksLike

const isPlain = (text: string): boolean => /^[!-~]+$/.test(text)

/** The open room of this name, or of one that looks like it. */
export const roomNamed = async (rooms: Pick<Store, 'roomByNameKey'>, name: string): Promise<RoomRow | null> =>
  rooms.roomByNameKey(nameKeyOf(name))
