import type { Change } from '../store/store.ts'

/** Documents of the relay that show something. Ids of rooms and users. */
export interface Shown {
  rosters: Set<string>
  homes: Set<string>
  /** Users whose profile is shown: in rosters, in requests, and in homes of people they talk to directly. */
  profiles: Set<string>
  /** Users whose entry in the rosters of their rooms is shown. */
  entries: Set<string>
}

type Kind = keyof Change
type Row<K extends Kind> = NonNullable<Change[K]>[number]
type Shows = Partial<{ [Where in keyof Shown]: string }>

const nowhere = (): Shows => ({})
/** A user's own room has the id of its user. It is shown at home and has no roster. */
const inRoomOf = ({ room, user }: { room: string; user: string }): Shows =>
  room === user ? { homes: user } : { rosters: room, homes: user }
const atHomeOf = ({ user }: { user: string }): Shows => ({ homes: user })

/** For each kind of row in a change: what shows it. The compiler asks for an answer for every new kind. */
const shows: { [K in Kind]-?: (row: Row<K>) => Shows } = {
  rooms: ({ id, kind }) => (kind === 'self' ? { homes: id } : { rosters: id }),
  members: inRoomOf,
  requests: inRoomOf,
  dropRequests: inRoomOf,
  gone: atHomeOf,
  dropGone: atHomeOf,
  blocks: atHomeOf,
  users: ({ id }) => ({ profiles: id }),
  devices: ({ user }) => ({ entries: user }),
  endDevices: ({ user }) => ({ entries: user }),
  seal: ({ room }) => ({ rosters: room }),
  // The relay asks for these when somebody wants to see them, or never shows them.
  records: nowhere,
  blank: nowhere,
  invitations: nowhere,
  dropInvitations: nowhere,
  seen: nowhere,
  pictures: nowhere,
  documents: nowhere,
  done: nowhere,
  answers: nowhere,
}

/** The documents that show anything of what a change changes, and so may be stale after it. */
export const documentsShowing = (change: Change): Shown => {
  const shown: Shown = {
    rosters: new Set(),
    homes: new Set(),
    profiles: new Set(),
    entries: new Set(),
  }
  for (const kind of Object.keys(shows) as Kind[])
    for (const row of change[kind] ?? [])
      for (const [where, id] of Object.entries((shows[kind] as (row: unknown) => Shows)(row)))
        shown[where as keyof Shown].add(id)
  return shown
}
