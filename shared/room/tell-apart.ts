import type { Looks } from '../names/looks.ts'
import { isVisible } from '../visible.ts'
import type { Roster, RosterMember } from './roster.ts'

export interface Named {
  name: string
  username: string
  deleted?: true
}

/**
 * What people are called beside each other: by their name; with the user name, which nobody else can look like, where the name
 * looks like another's or like one that is nobody's; by the user name alone where nothing of the name can be seen.
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
      // A name with @ in it could pass for one that is told apart already.
      const isOdd = looksReserved(name) || name.normalize('NFKC').includes('@')
      const mayMislead = !deleted && (isTold(lookOf(name)) || isOdd)
      return [user, mayMislead ? `${name}${beside(name)}@${username}` : name]
    }),
  )
}

/** Whether the user name stands beside a name: both are to be read, however long they are. */
export const isToldApart = ({ name, username }: Named): boolean => name.endsWith(`@${username}`)

/** Without what was put beside it before. */
const plainName = ({ name, username }: Named): string => {
  const ending = `@${username}`
  const plain = name.endsWith(ending) ? name.slice(0, -ending.length).replace(/[ \u200e]+$/, '') : name
  return isVisible(plain) ? plain : username
}

/** The user name reads from left to right after any name. */
const beside = (name: string): string =>
  /[\u0590-\u08ff\ufb1d-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u.test(name) ? ' \u200e' : ' '

/** The roster in which everybody is called so that nobody can be taken for another: members, past ones, and those at the door. */
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
