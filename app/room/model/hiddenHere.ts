import type { MessageRow } from './messageRow.ts'
import type { Member } from './roomParts.ts'

type Hiding = Pick<Member, 'erasing' | 'waiting'>

/** Names of the messages that this person is erasing: they can still be taken back, or the relay does not know it yet. */
export const hiddenHere = (room: string, { erasing, waiting }: Hiding): ReadonlySet<string> =>
  new Set([...erasing.in(room).map(({ name }) => name), ...waiting.erasedIn(room)])

/** Both parts of the rows. The same array if nothing is hidden. */
export const apart = (
  rows: readonly MessageRow[],
  hidden: ReadonlySet<string>,
): { shown: readonly MessageRow[]; left: readonly MessageRow[] } => {
  if (hidden.size === 0) return { shown: rows, left: [] }
  return { shown: rows.filter(({ name }) => !hidden.has(name)), left: rows.filter(({ name }) => hidden.has(name)) }
}
