import { type Poll, votersOf } from '../../../shared/room/poll.ts'
import type { MessageView, PollView } from './RoomView.ts'

/** A poll as this person sees it. Without `named`, it does not tell who chose what, except what they chose themselves. */
export const pollView = (poll: Poll, me: string | null): PollView => {
  const { options, votes, ...facts } = poll
  const voters = votersOf(poll)
  return {
    ...facts,
    options: options.map((text, at) => {
      const users = voters[at] ?? []
      return { text, votes: users.length, users: poll.named ? users : [], own: me !== null && users.includes(me) }
    }),
    voters: votes.size,
  }
}

/** The text of a message as Markdown, with the options of its poll as a list. */
export const wordsWithPoll = ({ text, poll }: Pick<MessageView, 'text' | 'poll'>): string =>
  [text, ...(poll?.options ?? []).map((option) => `- ${option.text}`)].join('\n')
