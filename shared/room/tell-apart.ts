import type { Looks } from '../names/looks.ts'
import { isVisible } from '../visible.ts'
import type { Roster, RosterMember } from './roster.ts'

export interface Named {
  name: string
  username: string
  deleted?: true
}

/**
 * The names under which people are shown together. Usually that is their own name. If the name looks like another
 * person's, or like a reserved one, the username is added, because nobody else's can look like it. If nothing in the
 * name is visible, the username is shown alone.
 */
export const calledBeside = (
  people: Iterable<readonly [user: string, Named]>,
  { lookOf, looksReserved }: Looks,
): Map<string, string> => {
  const all = [...people].map(([user, person]) => [user, person, plainName(person)] as const)
  const bearers = new Map<string, Set<string>>()
  for (const [user, { username, deleted }, name] of all)
    for (const look of deleted ? [] : [lookOf(name), lookOf(username)])
      bearers.set(look, (bearers.get(look) ?? new Set()).add(user))
  const isTold = (look: string) => (bearers.get(look)?.size ?? 0) > 1
  return new Map(
    all.map(([user, { username, deleted }, name]) => {
      // A name containing @ could imitate a name with an added username.
      const isOdd = looksReserved(name) || name.normalize('NFKC').includes('@')
      const mayMislead = !deleted && (isTold(lookOf(name)) || isOdd)
      return [user, mayMislead ? `${name}${beside(name)}@${username}` : name]
    }),
  )
}

/** Whether the username was added to a name. Both must then be readable, however long they are. */
export const isToldApart = ({ name, username }: Named): boolean => name.endsWith(`@${username}`)

/** The name without a username added earlier. */
const plainName = ({ name, username }: Named): string => {
  const ending = `@${username}`
  const plain = name.endsWith(ending) ? name.slice(0, -ending.length).replace(/[ \u200e]+$/, '') : name
  return isVisible(plain) ? plain : username
}

/** After a right-to-left name, a mark makes the username read from left to right. */
const beside = (name: string): string =>
  /[\u0590-\u08ff\ufb1d-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u.test(name) ? ' \u200e' : ' '

/** The roster with names that cannot be confused with each other: members, past members and people asking to join. */
export const tellApart = (roster: Roster, looks: Looks): Roster => {
  const called = calledBeside([...roster.members, ...roster.requests], looks)
  const renamed = <P extends Named>(people: ReadonlyMap<string, P>): Map<string, P> =>
    new Map(
      [...people].map(([user, person]) => {
        const name = called.get(user) ?? person.name
        return [user, name === person.name ? person : { ...person, name }]
      }),
    )
  return { ...roster, members: renamed<RosterMember>(roster.members), requests: renamed(roster.requests) }
}
