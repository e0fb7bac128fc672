import type { ReactionView } from '../model/RoomView.ts'

/** What stays in sight of many reactions: the most frequent ones and one's own, in the order they have. */
export const mostUsed = (reactions: readonly ReactionView[], count: number): readonly ReactionView[] => {
  const most = new Set(reactions.toSorted((a, b) => b.users.length - a.users.length).slice(0, count))
  return reactions.filter((reaction) => reaction.own || most.has(reaction))
}
