import type { Roster } from '../../../shared/room/roster.ts'
import { closeCodes } from '../../../shared/wire/results.ts'
import type { DocumentState } from '../../sync/openDocument.ts'
import type { GoneReason } from './RoomView.ts'

/** Why the relay refuses to open the roster. Null if it does not refuse, or if a member's sign-in has expired. */
export const whyClosed = (state: DocumentState, roster: Roster, me: string | null): GoneReason | null => {
  if (state.name !== 'closed') return null
  switch (state.code) {
    case closeCodes.noSuchDocument:
      return 'no-such-room'
    case closeCodes.deleted:
      return 'deleted'
    case closeCodes.banned:
      return 'banned'
    case closeCodes.signedOut:
      return me === null ? 'signed-out' : null
    case closeCodes.notYours:
      if (me === null) return 'signed-out'
      return roster.members.has(me) ? 'removed' : 'not-yours'
    default:
      return null
  }
}

/** `lost`: the room left the list. `closed`: the relay's close code, which wins if it is the more exact reason. */
export const whyGone = (lost: GoneReason | null, closed: GoneReason | null): GoneReason | null =>
  closed === 'deleted' || closed === 'banned' ? closed : (lost ?? closed)
