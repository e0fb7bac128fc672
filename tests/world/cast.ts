import { Person } from './person.ts'
import type { Relay } from './relay.ts'

/** The same people in every test. A guest has no account and connects without a token. */
export interface Cast {
  owner: Person
  moderator: Person
  member: Person
  /** A former member of each room. */
  removed: Person
  /** Signed in, but a member of none of the rooms. */
  stranger: Person
}

export const cast = async (relay: Relay): Promise<Cast> => {
  const person = (username: string) => new Person(relay, username).signUp()
  return {
    owner: await person('olga'),
    moderator: await person('mona'),
    member: await person('milo'),
    removed: await person('remy'),
    stranger: await person('stan'),
  }
}

/** Creates a room for one test, with the whole cast in place. Returns its id. */
export const stage = async (
  { owner, moderator, member, removed }: Cast,
  visibility: 'public' | 'private' = 'public',
): Promise<string> => {
  const room = await owner.makeRoom(visibility)
  for (const { id } of [moderator, member, removed]) await owner.act({ do: 'add', room, user: id })
  await owner.act({ do: 'role', room, user: moderator.id, role: 'moderator' })
  await owner.act({ do: 'remove', room, user: removed.id })
  return room
}
