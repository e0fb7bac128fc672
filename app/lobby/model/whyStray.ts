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

const notForMe: readonly number[] = [closeCodes.notYours, closeCodes.noSuchDocument, closeCodes.deleted]

/**
 * Why the room of an unsent entry is gone for good: the relay's list, in step, says so, or leaves the room out while the
 * relay refuses to open it. Null for rooms that are on this device or may come back.
 */
export const whyStray =
  ({ me, home, summaries, documents, isWaiting }: StrayParts) =>
  ({ room, segment }: Pick<Unsent, 'room' | 'segment'>): RefusalCode | null => {
    const isHere = room === me || home().rooms.has(room) || summaries.find(room) !== undefined || isWaiting(room)
    if (isHere || documents.find(homeName(me))?.state().name !== 'synced') return null
    const gone = home().gone.get(room)?.why
    if (gone) return refusalFor[gone]
    const state = documents.find(segmentName(room, segment))?.state()
    return state?.name === 'closed' && notForMe.includes(state.code) ? 'not-a-member' : null
  }
