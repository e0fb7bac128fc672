import { type Act, cleanRoomName, roomNameKey } from '../../shared/room/acts.ts'
import { directRoomId } from '../../shared/room/direct.ts'
import { isId } from '../../shared/wire/documents.ts'
import type { RefusalCode } from '../../shared/wire/results.ts'
import { newId } from '../room/compose.ts'
import type { OwnRoom } from '../room/ownRoom.ts'
import type { Api } from '../sync/api.ts'
import type { Clock } from '../sync/clock.ts'
import type { StatusView } from '../sync/status.ts'
import type { Outbox } from './outbox.ts'
import { closedKey } from './ownMarks.ts'
import { newSummary, type Summaries } from './summaries.ts'
import type { EnterResult, LobbyView, Person } from './view.ts'

export interface WaysInParts {
  me: string
  api: Api
  clock: Clock
  outbox: Outbox
  summaries: Summaries
  own: OwnRoom
  network: StatusView['network']
  people(): readonly Person[]
}

/** While it is not known yet whether there is a network, the relay most often answers at once all the same. */
const answerWithinMs = { online: 6_000, connecting: 2_000, offline: 0 }

/** Asks the relay, and does not wait for it where it cannot be reached. */
export const askWith =
  ({ outbox, network }: Pick<WaysInParts, 'outbox' | 'network'>) =>
  (act: Act): Promise<RefusalCode | null> =>
    outbox.ask(act, answerWithinMs[network()])

/** How one comes into rooms. All of it works with no network, but for what only the relay knows. */
export const waysIn = (parts: WaysInParts): Pick<LobbyView, 'enter' | 'make' | 'direct' | 'join'> => {
  const { me, clock, summaries, own } = parts
  const ask = askWith(parts)
  const enterBy = async (act: Act): Promise<EnterResult> => {
    const code = await ask(act)
    return code === null || code === 'already' ? { name: 'entered', room: act.room } : { name: 'refused', code }
  }

  const make: LobbyView['make'] = ({ name: text, topic, visibility, picture = null, members = [] }) => {
    const name = cleanRoomName(text)
    if (name === null) return badName
    const room = newId()
    summaries.put({ ...newSummary(room, clock.now()), name, topic, visibility, picture, members: 1 })
    const more = { ...(picture && { picture }), ...(members.length > 0 && { members: [...members] }) }
    return enterBy({ do: 'make', room, name, topic, visibility, ...more })
  }
  const join: LobbyView['join'] = (room, invitation) =>
    enterBy({ do: 'join', room, ...(invitation !== undefined && { invitation }) })
  const direct: LobbyView['direct'] = async (chosen) => {
    const users = [...new Set(chosen)].filter((user) => user !== me)
    const room = directRoomId([me, ...users])
    if (own.of(closedKey(room))) own.set(closedKey(room), 0)
    if (summaries.find(room)) return { name: 'entered', room }
    const people = parts.people().filter(({ user }) => users.includes(user))
    const summary = newSummary(room, clock.now())
    summaries.put({ ...summary, kind: 'direct', members: users.length + 1, people })
    return enterBy({ do: 'direct', room, users })
  }
  const enter: LobbyView['enter'] = async (text) => {
    const name = cleanRoomName(text)
    if (name === null) return badName
    const known = summaries.all().find((room) => roomNameKey(room.name) === roomNameKey(name))
    if (known) return { name: 'entered', room: known.id }
    const found = await lookUp(parts, name)
    if ('code' in found) return { name: 'refused', code: found.code }
    if (found.state === 'private') return { name: 'private', room: found.room }
    return found.state === 'public' ? join(found.room) : make({ name, topic: '', visibility: 'public' })
  }
  return { enter, make, direct, join }
}

const badName = Promise.resolve({ name: 'refused', code: 'bad-name' } as const)

type Found =
  | { state: 'free' }
  | { state: 'public'; room: string }
  | { state: 'private'; room: string | null }
  | { code: 'bad-name' | 'too-fast' | 'offline' }

/** Without a network any name is free. */
const lookUp = async ({ api, network }: Pick<WaysInParts, 'api' | 'network'>, name: string): Promise<Found> => {
  const answer = network() === 'offline' ? 'offline' : await api.get(`/rooms/by-name/${encodeURIComponent(name)}`)
  if (answer === 'offline') return { state: 'free' }
  // A relay that answers and does not say is not one that knows no such room.
  if (answer.status === 429) return { code: 'too-fast' }
  if (answer.status >= 500) return { code: 'offline' }
  const { error, state, room } = answer.body
  if (error === 'bad-name') return { code: 'bad-name' }
  if (state === 'private') return { state, room: isId(room) ? room : null }
  return state === 'public' && isId(room) ? { state, room } : { state: 'free' }
}
