import type { Pointer } from '../../../shared/room/message.ts'
import type { Segment } from '../../segments/segment.ts'
import type { LiveRoom } from './liveRoom.ts'
import type { MessageRow } from './messageRow.ts'
import type { QuoteView } from './RoomView.ts'

interface Around {
  segments: readonly Segment[]
  live: Pick<LiveRoom, 'whoIs'>
  find(name: string): MessageRow | null
  /** Whether the message is hidden because this person is erasing it. */
  isErasing(name: string): boolean
}

/** The message that another one quotes, as far as it is loaded. */
export const quoteOf = ({ name, segment }: Pointer, { segments, live, find, isErasing }: Around): QuoteView => {
  const row = isErasing(name) ? null : find(name)
  if (row) {
    const { author, text, blocked } = row
    return { name, segment: row.segment, state: 'here', author, text, blocked }
  }
  const isErased = isErasing(name) || segments.some((one) => isErasedIn(one, name, segment, live))
  return { name, segment, state: isErased ? 'erased' : 'not-here', author: '', text: '', blocked: false }
}

/**
 * A segment in step that should have the message and lacks it shows that it was erased, also if nobody wrote an erasure:
 * that is how the messages of a banned person are erased. Until then they are hidden.
 */
const isErasedIn = (segment: Segment, name: string, number: number | null, { whoIs }: Around['live']): boolean =>
  segment.folding(whoIs).erasure(name) !== null ||
  segment.entries.has(name) ||
  (segment.number === number && segment.document.state().name === 'synced')
