import { isId } from '../../shared/wire/documents.ts'
import type { InvitationView } from './view.ts'

/** The relay's list of links; an entry of another shape is passed over. The newest first. */
export const readInvitations = (list: unknown): InvitationView[] =>
  Array.isArray(list) ? list.flatMap(readInvitation).sort((a, b) => b.made - a.made) : []

const readInvitation = (value: Partial<InvitationView> | null): InvitationView[] => {
  const { id, by, made, used, expires = null, uses = null } = value ?? {}
  if (!isId(id) || !isId(by) || typeof made !== 'number' || typeof used !== 'number') return []
  if (!isNumberOrNull(expires) || !isNumberOrNull(uses)) return []
  return [{ id, by, made, used, expires, uses }]
}

const isNumberOrNull = (value: unknown): value is number | null => value === null || typeof value === 'number'
