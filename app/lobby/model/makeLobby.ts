import { type Accessor, createMemo, createRoot } from 'solid-js'
import type { Looks } from '../../../shared/names/looks.ts'
import { askAgainMs, cleanRoomName } from '../../../shared/room/acts.ts'
import type { Home } from '../../../shared/room/home.ts'
import type { Clock } from '../../base/clock.ts'
import type { Shared } from '../../base/shared.ts'
import type { Outbox } from '../../outgoing/outbox.ts'
import type { OwnRoom } from '../../own/ownRoom.ts'
import type { ReadMarks } from '../../own/readMarks.ts'
import type { LiveRoom } from '../../room/model/liveRoom.ts'
import type { NotSent } from '../../store/journal.ts'
import type { Api } from '../../sync/api.ts'
import type { StatusView } from '../../sync/statusView.ts'
import { cardsOf } from './cards.ts'
import { makeDirectory } from './directory.ts'
import { knownPeople } from './knownPeople.ts'
import type { LobbyView } from './LobbyView.ts'
import { listingOf } from './listing.ts'
import { markingWith } from './marking.ts'
import { marksIn } from './ownMarks.ts'
import { resolveInvitationWith } from './resolveInvitation.ts'
import type { RoomLives } from './roomLives.ts'
import type { RoomWatcher } from './roomWatcher.ts'
import type { Summaries } from './summaries.ts'
import { askWith, waysIn } from './waysIn.ts'

export const makeLobby = (parts: {
  me: string
  api: Api
  clock: Clock
  outbox: Outbox
  summaries: Summaries
  watcher: RoomWatcher
  live: Shared<LiveRoom>
  own: OwnRoom
  readMarks: ReadMarks
  network: StatusView['network']
  /** Tracked. */
  home: Accessor<Home>
  /** Tracked. */
  isKnown: Accessor<boolean>
  /** Tracked. */
  hasOrder: Accessor<boolean>
  /** Tracked: users whom this person has blocked. */
  blocked: Accessor<ReadonlySet<string>>
  /** Tracked. */
  looks: Accessor<Looks>
  /** Tracked: whether the room has messages that the relay refused. */
  hasWords(room: string): boolean
  /** Tracked. */
  notSent(): readonly NotSent[]
  drop: RoomLives['drop']
  activity: LobbyView['activity']
  threadList: Pick<LobbyView, 'threads' | 'loadThreads'>
}): LobbyView => {
  const { me, api, clock, summaries, own, home, blocked } = parts
  const ask = askWith(parts)
  const marks = marksIn(own, summaries, clock)
  const directory = makeDirectory({ api, clock })
  const people = knownPeople(parts)
  const listing = listingOf({ ...parts, marks })
  const { favourite, closeDirect } = marks

  return {
    ...directory,
    ...people,
    ...parts.threadList,
    ...markingWith({ ...parts, now: clock.now }),
    ...waysIn({ ...parts, people: people.people }),
    ...cardsOf({ ...parts, marks }),
    rooms: createRoot(() => createMemo(listing)),
    isKnown: parts.isKnown,
    hasOrder: parts.hasOrder,
    activity: parts.activity,
    banned: createRoot(() => createMemo(() => bannedFrom(home()))),
    resolveInvitation: resolveInvitationWith(api),
    favourite,
    closeDirect,
    leave: (room) => ask({ do: 'leave', room }),
    request: async (room, name, note) => {
      const refused = home().requests.get(room)?.refused
      if (refused !== undefined && clock.now() < refused + askAgainMs) return 'already'
      // The name that this person knew the room by. The relay does not tell them its current one.
      const known = cleanRoomName(name || home().gone.get(room)?.name || summaries.find(room)?.name || '')
      return ask({ do: 'request', room, ...(known !== null && { name: known }), note })
    },
    blocked,
    block: (user, on) => ask({ do: 'block', room: me, user, on }),
  }
}

/** Rooms that this person is banned from, as far as the relay says so. */
export const bannedFrom = ({ gone }: Home): ReadonlySet<string> =>
  new Set([...gone].flatMap(([room, { why }]) => (why === 'banned' ? [room] : [])))
