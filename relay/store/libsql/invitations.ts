import type { StoredInvitations } from '../invitations.ts'
import type { Database } from './database.ts'
import { readInvitationByHash, readInvitations } from './tables/invitations.ts'
import { readRequests, readRequestsOf } from './tables/requests.ts'

export const invitationsIn = (database: Database): StoredInvitations => ({
  of: (room) => readInvitations(database, room),
  byHash: (room, hash) => readInvitationByHash(database, room, hash),
  requests: (room) => readRequests(database, room),
  requestsOf: (user) => readRequestsOf(database, user),
})
