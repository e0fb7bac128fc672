import type { PollBody } from '../record/kinds.ts'
import type { PollTerms } from './record-rules.ts'

/** A poll with the votes that count. */
export interface Poll extends Readonly<PollBody> {
  /** Who closed it before its time, and when. */
  readonly closed: { readonly by: string; readonly time: number } | null
  /** User id → indexes of options, of the people who chose any, ordered by their last vote. */
  readonly votes: ReadonlyMap<string, readonly number[]>
}

/** What the rules need to know of a poll, at a time. */
export const termsAt = (
  { options, many, closes, closed }: Pick<Poll, 'options' | 'many' | 'closes' | 'closed'>,
  time: number,
): PollTerms => ({
  options: options.length,
  many,
  open: closed === null && (closes === null || time < closes),
})

/** The user ids behind each option, in the order of the options. */
export const votersOf = ({ options, votes }: Poll): string[][] =>
  options.map((_, option) => [...votes].flatMap(([user, choices]) => (choices.includes(option) ? [user] : [])))

/** The poll with a person's vote in place of the one they gave before. Without choices, they withdraw it. */
export const withVote = (poll: Poll, user: string, choices: readonly number[]): Poll => {
  const votes = new Map(poll.votes)
  votes.delete(user)
  if (choices.length > 0) votes.set(user, choices)
  return { ...poll, votes }
}
