import type { Home } from '../../../shared/room/home.ts'

/** Rooms that one may not come into again, as far as the relay tells of it. */
export const bannedFrom = ({ gone }: Home): ReadonlySet<string> =>
  new Set([...gone].flatMap(([room, { why }]) => (why === 'banned' ? [room] : [])))
