import type { Home } from '../../../shared/room/home.ts'

/** Rooms that this person is banned from, as far as the relay says so. */
export const bannedFrom = ({ gone }: Home): ReadonlySet<string> =>
  new Set([...gone].flatMap(([room, { why }]) => (why === 'banned' ? [room] : [])))
