import type { Roster } from '../../../shared/room/roster.ts'
import { closeCodes } from '../../../shared/wire/results.ts'
import type { DocumentState } from '../../sync/openDocument.ts'
import type { GoneReason } from './RoomView.ts'

/** Why the relay will not have the roster opened; null while it does, and where the sign-in has run out. */
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

/** Of what was heard in two ways; what the relay says as it closes is sharper than that the room is off the list. */
export const whyGone = (lost: GoneReason | null, closed: GoneReason | null): GoneReason | null =>
  closed === 'deleted' || closed === 'banned' ? closed : (lost ?? closed)
