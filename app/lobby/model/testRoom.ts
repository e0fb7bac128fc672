import type { RoomSummary } from './LobbyView.ts'

/** A room of the list, for tests. Its id is its name. */
export const testRoom = (name: string, more: Partial<RoomSummary> = {}): RoomSummary => ({
  id: name,
  name,
  kind: 'room',
  picture: null,
  topic: '',
  visibility: 'public',
  members: 1,
  archived: false,
  silent: true,
  people: [],
  last: null,
  unread: 0,
  mentions: 0,
  lastAt: 0,
  favourite: false,
  here: [],
  presence: 'offline',
  waiting: false,
  ...more,
})
