import unhomoglyph from 'unhomoglyph'
import { roomNameKey } from '../../shared/room/acts.ts'
import type { RoomRow, Store } from '../store/store.ts'

/**
 * What names of rooms must differ in: those that look the same, in whatever case, have one key. It is compared and never
 * shown. Our own small letters stand for all that looks like them: o for 0, l for 1, i and I, rn for m.
 */
export const nameKeyOf = (name: string): string => [...roomNameKey(name)].map(lookOf).join('').replaceAll('i', 'l')

/** Some letters look like one of ours only when they are big. */
const lookOf = (letter: string): string => {
  const looks = [letter, letter.toUpperCase()].map((either) => unhomoglyph(either).toLowerCase())
  return looks.find(isPlain) ?? letter
}

const isPlain = (text: string): boolean => /^[!-~]+$/.test(text)

/** The open room of this name, or of one that looks like it. */
export const roomNamed = async (rooms: Pick<Store, 'roomByNameKey'>, name: string): Promise<RoomRow | null> =>
  rooms.roomByNameKey(nameKeyOf(name))
