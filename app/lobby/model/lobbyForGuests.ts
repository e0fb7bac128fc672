import type { Clock } from '../../base/clock.ts'
import type { Api } from '../../sync/api.ts'
import { makeDirectory } from './directory.ts'
import type { EnterResult, LobbyView } from './LobbyView.ts'
import { resolveInvitationWith } from './resolveInvitation.ts'

const outside = async (): Promise<EnterResult> => ({ name: 'refused', code: 'not-a-member' })
const nothing = (): [] => []

/** Guests can look for public rooms but cannot join any. */
export const lobbyForGuests = (api: Api, clock: Clock): LobbyView => ({
  ...makeDirectory({ api, clock }),
  threads: nothing,
  loadThreads: async () => {},
  rooms: nothing,
  isKnown: () => true,
  hasOrder: () => true,
  look: async () => ({ name: 'none' }),
  make: outside,
  makeAs: async () => false,
  direct: outside,
  join: outside,
  resolveInvitation: resolveInvitationWith(api),
  leave: async () => 'not-a-member',
  favourite: () => {},
  closeDirect: () => {},
  markRead: () => {},
  markUnread: () => {},
  markAllRead: () => {},
  request: async () => 'not-a-member',
  requests: nothing,
  dismissRequest: () => {},
  gone: nothing,
  dismissGone: () => {},
  banned: () => new Set(),
  blocked: () => new Set(),
  block: async () => 'not-a-member',
  people: nothing,
  findPerson: async () => 'no-such-user',
  leftBehind: nothing,
  refused: nothing,
  activity: () => null,
  dismiss: async () => {},
})
