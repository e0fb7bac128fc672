import { comparePositions } from '../../../shared/record/name.ts'
import type { Position } from '../../base/position.ts'
import type { LiveRoom } from './liveRoom.ts'
import type { MessageView, RepliesView } from './RoomView.ts'
import { lastAuthors, type PlacedPart } from './threadParts.ts'

/** The replies of a thread that are in memory, oldest first, and what is kept of those that are not. */
export interface WholeThread {
  replies: readonly MessageView[]
  kept: readonly PlacedPart[]
}
type Face = RepliesView['authors'][number]

export const countIn = ({ replies, kept }: WholeThread): number =>
  kept.reduce((count, part) => count + part.count, replies.length)

export const lastIn = ({ replies, kept }: WholeThread): Position | null =>
  latest([replies.at(-1), ...kept.map(({ last }) => last)])

/** The last reply of the person themselves. */
export const ownIn = ({ replies, kept }: WholeThread): Position | null =>
  latest([replies.findLast(({ own }) => own), ...kept.map(({ own }) => own)])

/** The first reply that mentions the person. */
export const mentionIn = ({ replies, kept }: WholeThread, isMentioned: (reply: MessageView) => boolean) =>
  earliest([replies.find(isMentioned), ...kept.map(({ mention }) => mention)])

/** How many replies of others there are after a position. */
export const unreadIn = ({ replies, kept }: WholeThread, from: Position): number => {
  const isNew = (reply: Position) => comparePositions(reply, from) > 0
  const inMemory = replies.filter((reply) => !reply.own && !reply.blocked && isNew(reply))
  return inMemory.length + kept.flatMap(({ others }) => others).filter(isNew).length
}

/** Who wrote last, each once, the latest first. */
export const facesIn = ({ replies, kept }: WholeThread, { live, isBlocked }: Faces): Face[] => {
  const whoOf = ({ user, author }: Face) => user ?? author
  const inMemory = replies.filter(({ blocked }) => !blocked)
  const keptFaces = kept.flatMap(({ authors = [] }) => authors).filter(({ user }) => user === null || !isBlocked(user))
  const faces = [...lastAuthors(inMemory, whoOf), ...keptFaces.map((one) => faceOf(one, live))]
  return lastAuthors(faces.sort(comparePositions), whoOf)
}
interface Faces {
  live: Pick<LiveRoom, 'roster'>
  isBlocked(user: string): boolean
}

/** As the person is called now. */
const faceOf = <P extends { user: string | null; author: string }>(kept: P, { roster }: Faces['live']) => {
  const member = kept.user === null ? undefined : roster.members.get(kept.user)
  return {
    ...kept,
    author: member?.name ?? kept.author,
    picture: member?.picture ?? null,
    nobody: member?.deleted ?? false,
  }
}

type Maybe<P> = P | null | undefined

export const latest = <P extends Position>(positions: readonly Maybe<P>[]): P | null =>
  inOrder(positions).at(-1) ?? null

export const earliest = <P extends Position>(positions: readonly Maybe<P>[]): P | null => inOrder(positions)[0] ?? null

const inOrder = <P extends Position>(positions: readonly Maybe<P>[]): P[] =>
  positions.filter((one) => one != null).sort(comparePositions)
