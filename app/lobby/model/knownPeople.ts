import type { Looks } from '../../../shared/names/looks.ts'
import type { Profile } from '../../../shared/room/profile.ts'
import { calledBeside } from '../../../shared/room/tell-apart.ts'
import type { Shared } from '../../base/shared.ts'
import type { LiveRoom } from '../../room/model/liveRoom.ts'
import type { Api } from '../../sync/api.ts'
import type { LobbyView, PersonSummary } from './LobbyView.ts'
import type { Summaries } from './summaries.ts'

interface KnownPeopleParts {
  me: string
  api: Api
  live: Shared<LiveRoom>
  summaries: Summaries
  /** Tracked. */
  looks(): Looks
}

/** The people whom this device knows from its rooms. */
export const knownPeople = (parts: KnownPeopleParts): Pick<LobbyView, 'people' | 'findPerson'> => {
  const people = () => [...meet(parts).values()].sort((a, b) => a.name.localeCompare(b.name))
  return {
    people,
    findPerson: async (username) => {
      const known = people().find((person) => person.username.toLowerCase() === username.toLowerCase())
      if (known) return known
      const answer = await parts.api.get(`/users/by-name/${encodeURIComponent(username)}`)
      if (answer === 'offline') return 'offline'
      const { id, name, username: exact, picture } = answer.body as { id?: string } & Partial<Profile>
      if (typeof id !== 'string' || typeof name !== 'string' || typeof exact !== 'string') return 'no-such-user'
      return { user: id, name, username: exact, picture: picture ?? null }
    },
  }
}

const meet = ({ me, live, summaries, looks }: KnownPeopleParts): Map<string, PersonSummary> => {
  const met = new Map<string, PersonSummary>()
  for (const { people } of summaries.all()) for (const person of people) met.set(person.user, person)
  for (const { roster } of live.all())
    for (const [user, { name, username, picture = null, deleted }] of roster.members)
      if (!deleted) met.set(user, { user, name, username, picture })
  met.delete(me)
  const called = calledBeside([...met], looks())
  for (const [user, person] of met) met.set(user, { ...person, name: called.get(user) ?? person.name })
  return met
}
