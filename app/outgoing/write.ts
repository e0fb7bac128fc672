import { fromBase64url } from '../../shared/base64url.ts'
import type { Body } from '../../shared/record/kinds.ts'
import type { Signer } from '../store/identity.ts'
import type { InsteadOf, Unsent } from '../store/journal.ts'
import { linkFor } from './planRecord.ts'
import type { UnsentBook } from './unsent.ts'

export interface Where {
  room: string
  segment: number
  /** Time of the newest record in the room. */
  newest: number
  /** The content is written again: it had a record before. */
  isAnew?: boolean
}

/**
 * Resolves once the record is on this device's disk. Delivery then goes on by itself, also after the tab is closed and
 * opened again. Null if another tab was first: the entry that this record replaces is gone.
 */
export type Write = (where: Where, body: Body, ref?: string, insteadOf?: InsteadOf) => Promise<Unsent | null>

/** `now` is the relay's time in milliseconds. */
export const writeWith = ({
  book,
  signer,
  now,
}: {
  book: Pick<UnsentBook, 'write'>
  signer: Signer
  now(): number
}): Write => {
  return async ({ room, segment, newest, isAnew = false }, body, ref = '', insteadOf = {}) => {
    const roomBytes = fromBase64url(room)
    const link = linkFor({ room, roomBytes, segment, device: signer.device, now: now(), newest, isAnew, ref, body })
    return book.write(signer.chainIn(room), link, insteadOf)
  }
}
