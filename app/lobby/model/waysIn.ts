import { type Act, cleanRoomName, roomNameKey } from '../../../shared/room/acts.ts'
import { directRoomId } from '../../../shared/room/direct.ts'
import { isId } from '../../../shared/wire/documents.ts'
import type { RefusalCode } from '../../../shared/wire/results.ts'
import type { Clock } from '../../base/clock.ts'
import type { Outbox } from '../../outgoing/outbox.ts'
import { newId } from '../../outgoing/planRecord.ts'
import type { OwnRoom } from '../../own/ownRoom.ts'
import type { Api } from '../../sync/api.ts'
import type { StatusView } from '../../sync/statusView.ts'
import type { EnterResult, LobbyView, NamedRoom, PersonSummary } from './LobbyView.ts'
import { closedKey } from './ownMarks.ts'
import { waitsForName } from './roomLives.ts'
import { newSummary, type Summaries } from './summaries.ts'

interface WaysInParts {
  me: string
  api: Api
  clock: Clock
  outbox: Outbox
  summaries: Summaries
  own: OwnRoom
  network: StatusView['network']
  people(): readonly PersonSummary[]
}

/** How long to wait for the relay's answer. While connecting, the relay usually answers at once all the same. */
const answerWithinMs = { online: 6_000, connecting: 2_000, offline: 0 }

/** Asks the relay, and stops waiting after a moment if it cannot be reached. */
export const askWith =
  ({ outbox, network }: Pick<WaysInParts, 'outbox' | 'network'>) =>
  (act: Act): Promise<RefusalCode | null> =>
    outbox.ask(act, answerWithinMs[network()])

/** The ways to enter rooms. All of them work offline, except where only the relay knows the answer. */
export const waysIn = (parts: WaysInParts): Pick<LobbyView, 'look' | 'make' | 'makeAs' | 'direct' | 'join'> => {
  const { me, clock, summaries, own, outbox } = parts
  const ask = askWith(parts)
  const enterBy = async (act: Act): Promise<EnterResult> => {
    const code = await ask(act)
    return code === null || code === 'already' ? { name: 'entered', room: act.room } : { name: 'refused', code }
  }

  /** Finds a room by name. A room that waits for another name has none. */
  const known = (name: string) =>
    summaries.all().find(({ id, name: other }) => roomNameKey(other) === roomNameKey(name) && !waitsForName(outbox, id))

  const make: LobbyView['make'] = ({ room = newId(), name: text, topic, visibility, picture = null, members = [] }) => {
    const name = cleanRoomName(text)
    if (name === null) return badName
    if (known(name)) return taken
    const more = { ...(picture && { picture }), ...(members.length > 0 && { members: [...members] }) }
    const act: Act = { do: 'make', room, name, topic, visibility, ...more }
    summaries.put({ ...newSummary(room, clock.now()), name, topic, visibility, picture, members: 1, madeBy: act })
    return enterBy(act)
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
    const act: Act = { do: 'direct', room, users }
    summaries.put({ ...summary, kind: 'direct', members: users.length + 1, people, madeBy: act })
    return enterBy(act)
  }
  const look: LobbyView['look'] = async (text) => {
    const name = cleanRoomName(text)
    if (name === null) return badName
    const mine = known(name)
    if (mine) return { name: 'mine', room: mine.id }
    const found = await lookUp(parts, name)
    return 'room' in found && found.room !== null && summaries.find(found.room)
      ? { name: 'mine', room: found.room }
      : found
  }
  const makeAs: LobbyView['makeAs'] = async (id, text) => {
    const name = cleanRoomName(text)
    const act = outbox.refused().find((refused) => refused.id === id)?.act
    if (name === null || act?.do !== 'make') return false
    const summary = summaries.find(act.room)
    const named: Act = { ...act, name }
    if (summary) summaries.put({ ...summary, name, madeBy: summary.listed ? null : named })
    // This act replaces the refused one. Nobody waits for its answer: another refusal is kept like the first.
    await outbox.add(named)
    return true
  }
  return { look, make, makeAs, direct, join }
}

const taken = Promise.resolve({ name: 'refused', code: 'name-taken' } as const)
const badName = Promise.resolve({ name: 'refused', code: 'bad-name' } as const)

const lookUp = async ({ api, network }: Pick<WaysInParts, 'api' | 'network'>, name: string): Promise<NamedRoom> => {
  const answer = network() === 'offline' ? 'offline' : await api.get(`/rooms/by-name/${encodeURIComponent(name)}`)
  if (answer === 'offline') return { name: 'none' }
  // A relay that is too busy to answer did not say that there is no such room.
  if (answer.status === 429) return { name: 'refused', code: 'too-fast' }
  if (answer.status >= 500) return { name: 'refused', code: 'offline' }
  const { error, state, room } = answer.body
  if (error === 'bad-name') return { name: 'refused', code: 'bad-name' }
  if (state === 'private') return { name: 'private', room: isId(room) ? room : null }
  return state === 'public' && isId(room) ? { name: 'public', room } : { name: 'none' }
}
