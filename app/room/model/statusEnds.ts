import type { Roster } from '../../../shared/room/roster.ts'

/** When the next status of a member ends; null if none ends. */
export const nextStatusEnd = ({ members }: Pick<Roster, 'members'>, now: number): number | null => {
  const ends = [...members.values()].flatMap(({ role, status }) =>
    role !== null && status?.until != null && status.until > now ? [status.until] : [],
  )
  return ends.length > 0 ? Math.min(...ends) : null
}
