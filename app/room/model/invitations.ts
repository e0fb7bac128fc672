import { type LinkEnd, linkEnds } from '../../../shared/room/invitation.ts'
import { isId } from '../../../shared/wire/documents.ts'
import type { InvitationView } from './RoomView.ts'

/** Reads the relay's list of invite links, newest first. Skips entries of an unknown shape. */
export const readInvitations = (list: unknown): InvitationView[] =>
  Array.isArray(list) ? list.flatMap(readInvitation).sort((a, b) => b.made - a.made) : []

const readInvitation = (value: Partial<Record<keyof InvitationView, unknown>> | null): InvitationView[] => {
  const { id, by, made, used, expires = null, uses = null } = value ?? {}
  if (!isId(id) || !isId(by) || typeof made !== 'number' || typeof used !== 'number') return []
  if (!isNumberOrNull(expires) || !isNumberOrNull(uses)) return []
  return [{ id, by, made, used, expires, uses, ended: readEnd(value?.ended) }]
}

/** A reason that this version does not know still means that the link ended. It is shown as `left`. */
const readEnd = (ended: unknown): LinkEnd | null => {
  if (typeof ended !== 'object' || ended === null) return null
  return linkEnds.find((why) => 'why' in ended && ended.why === why) ?? 'left'
}

const isNumberOrNull = (value: unknown): value is number | null => value === null || typeof value === 'number'
