import { type WithDocuments, withDocuments } from '../documents/rewrite-stale.ts'
import type { StoredInvitations } from '../store/invitations.ts'
import type { Change, Store } from '../store/store.ts'

/**
 * Ends a user's links into one room together with the account. They stay ended when the account comes back. Null: there
 * are none.
 */
export const planEndedLinks = async (
  invitations: Pick<StoredInvitations, 'of'>,
  user: string,
  room: string,
  now: number,
): Promise<Change | null> => {
  const links = (await invitations.of(room)).filter(({ by, ended }) => by === user && ended === null)
  if (links.length === 0) return null
  return { invitations: links.map((link) => ({ ...link, ended: { at: now, why: 'account' } })) }
}

/** Withdraws the user's open requests. Refused ones are kept, so that the user cannot ask again at once. */
export const planEndedRequests = async (store: Store, user: string, now: number): Promise<WithDocuments> => {
  const open = (await store.invitations.requestsOf(user)).filter(({ refused }) => refused === null)
  return withDocuments(store, { dropRequests: open.map(({ room }) => ({ room, user })) }, now)
}
