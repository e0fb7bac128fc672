import type { Home } from '../../../shared/room/home.ts'
import { homeName, segmentName } from '../../../shared/wire/documents.ts'
import { closeCodes, type RefusalCode } from '../../../shared/wire/results.ts'
import { refusalFor } from '../../room/model/dropRoom.ts'
import type { Unsent } from '../../store/journal.ts'
import type { Documents } from '../../sync/documents.ts'
import type { Summaries } from './summaries.ts'

interface StrayParts {
  me: string
  home(): Home
  summaries: Pick<Summaries, 'find'>
  documents: Pick<Documents, 'find'>
  /** Whether the relay does not know the room yet. */
  isWaiting(room: string): boolean
}

const refusesToOpen: readonly number[] = [
  closeCodes.notYours,
  closeCodes.noSuchDocument,
  closeCodes.banned,
  closeCodes.deleted,
]

/**
 * Why an unsent entry can never be sent: the relay refuses to open its room, and its list, in step, leaves the room out.
 * Null for rooms that are on this device or may come back, and for those that open: there the relay judges the entry.
 */
export const whyStray =
  ({ me, home, summaries, documents, isWaiting }: StrayParts) =>
  ({ room, segment }: Pick<Unsent, 'room' | 'segment'>): RefusalCode | null => {
    const isHere = room === me || home().rooms.has(room) || summaries.find(room) !== undefined || isWaiting(room)
    if (isHere || documents.find(homeName(me))?.state().name !== 'synced') return null
    const state = documents.find(segmentName(room, segment))?.state()
    if (state?.name !== 'closed' || !refusesToOpen.includes(state.code)) return null
    const why = home().gone.get(room)?.why
    return why ? refusalFor[why] : 'not-a-member'
  }
