import type { Home } from '../../../shared/room/home.ts'
import type { Me } from '../../base/me.ts'
import type { Outbox } from '../../outgoing/outbox.ts'
import type { KnownKeys } from './knownKeys.ts'
import { ownProfile } from './ownProfile.ts'
import type { PeopleView } from './PeopleView.ts'
import { openPerson, type PersonParts } from './personView.ts'

const answerWithinMs = 6_000

export const makePeople = (
  parts: Omit<PersonParts, 'me'> & {
    me: Me
    /** Tracked. */
    home(): Home
    outbox: Outbox
    knownKeys: KnownKeys
    telling: { shows(): boolean; setShows(on: boolean): void }
  },
): PeopleView => {
  const { home, outbox, network, knownKeys, telling } = parts
  const me = () => ownProfile(parts.me, home(), outbox.acts())
  return {
    me,
    change: (change) =>
      outbox.ask({ do: 'profile', room: parts.me.id, ...change }, network() === 'online' ? answerWithinMs : 0),
    showsRead: () => telling.shows(),
    setShowsRead: (on) => telling.setShows(on),
    isWaiting: () => outbox.acts().some(({ act }) => act.do === 'profile'),
    open: (user) => openPerson(user, { ...parts, me }),
    warnings: knownKeys.warnings,
    accept: (user) => knownKeys.accept(user),
  }
}

/** Guests learn about people only from the rooms that they read. */
export const peopleForGuests: PeopleView = {
  me: () => null,
  change: async () => 'not-a-member',
  showsRead: () => true,
  setShowsRead: () => {},
  isWaiting: () => false,
  open: (user) => ({
    user,
    isMe: false,
    phase: () => 'nobody',
    profile: () => ({ name: '', username: '' }),
    presence: () => null,
    seen: () => null,
    rooms: () => [],
    devices: () => [],
    close: () => {},
  }),
  warnings: () => [],
  accept: () => {},
}
