import { readBody } from '../../shared/record/kinds.ts'
import { readRecord } from '../../shared/record/record.ts'
import type { FoldEntry } from '../../shared/room/entry.ts'
import { termsAt } from '../../shared/room/poll.ts'
import type { PollTerms } from '../../shared/room/record-rules.ts'

/**
 * What the rules need to know of a record that may be a poll, among the `others` of its room. Of an erased one they need
 * nothing.
 */
export const pollTerms = (
  { name, kind, bytes }: Pick<FoldEntry, 'name' | 'kind' | 'bytes'>,
  others: Iterable<Pick<FoldEntry, 'kind' | 'ref'>>,
  at: number,
): PollTerms | null => {
  const body = kind === 'post' ? readBody(kind, readRecord(bytes).body) : null
  if (body?.kind !== 'post' || !body.poll) return null
  const isClosed = [...others].some((other) => other.kind === 'close' && other.ref === name)
  const terms = termsAt({ ...body.poll, closed: null }, at)
  return { ...terms, open: terms.open && !isClosed }
}
