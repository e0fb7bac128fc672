import { type Act, cleanRoomName, roomNameKey } from '../../shared/room/acts.ts'
import { isId } from '../../shared/wire/documents.ts'
import { newId } from '../room/compose.ts'
import type { NotSent } from '../store/journal.ts'
import type { Api } from '../sync/api.ts'
import type { Clock } from '../sync/clock.ts'
import type { StatusView } from '../sync/status.ts'
import type { Attendance } from './attendance.ts'
import { makeDirectory } from './directory.ts'
import type { Outbox } from './outbox.ts'
import type { Summaries } from './summaries.ts'
import type { EnterResult, LeftBehind, LobbyView } from './view.ts'

export interface LobbyParts {
  api: Api
  clock: Clock
  outbox: Outbox
  summaries: Summaries
  attendance: Attendance
  network: StatusView['network']
  isWaiting(room: string): boolean
  /** Tracked: whether text is kept that the relay did not take there. */
  hasWords(room: string): boolean
  /** Tracked. */
  notSent(): readonly NotSent[]
}

const answerWithinMs = 6_000

export const makeLobby = (parts: LobbyParts): LobbyView => {
  const { api, clock, outbox, summaries, attendance, network, isWaiting, hasWords, notSent } = parts
  const patience = () => (network() === 'online' ? answerWithinMs : 0)

  const make: LobbyView['make'] = async ({ name: text, topic, visibility }) => {
    const name = cleanRoomName(text)
    if (name === null) return { name: 'refused', code: 'bad-name' }
    const room = newId()
    const now = clock.now()
    summaries.put({ id: room, name, topic, visibility, joined: now, last: null, unread: 0, listed: false })
    const code = await outbox.ask({ do: 'make', room, name, topic, visibility }, patience())
    return code === null ? { name: 'entered', room } : { name: 'refused', code }
  }
  const join = async (room: string): Promise<EnterResult> => {
    const code = await outbox.ask({ do: 'join', room }, patience())
    return code === null || code === 'already' ? { name: 'entered', room } : { name: 'refused', code }
  }
  const enter: LobbyView['enter'] = async (text) => {
    const name = cleanRoomName(text)
    if (name === null) return { name: 'refused', code: 'bad-name' }
    const known = summaries.all().find((room) => roomNameKey(room.name) === roomNameKey(name))
    if (known) return { name: 'entered', room: known.id }
    const answer = network() === 'offline' ? 'offline' : await api.get(`/rooms/by-name/${encodeURIComponent(name)}`)
    // A relay that answers and does not say is not one that knows no such room.
    if (answer !== 'offline' && answer.status === 429) return { name: 'refused', code: 'too-fast' }
    if (answer !== 'offline' && answer.status >= 500) return { name: 'refused', code: 'offline' }
    const found = answer === 'offline' ? {} : answer.body
    if (found.error === 'bad-name') return { name: 'refused', code: 'bad-name' }
    if (found.state === 'private') return { name: 'private' }
    if (found.state === 'public' && isId(found.room)) return join(found.room)
    return make({ name, topic: '', visibility: 'public' })
  }

  /** Left offline: out of the list, unless the relay says no. */
  const isLeaving = (id: string) => outbox.acts().some(({ act }) => act.do === 'leave' && act.room === id)
  const nameOf = (act: Act) => (act.do === 'make' ? act.name : (summaries.find(act.room)?.name ?? ''))

  return {
    ...makeDirectory(api),
    rooms: () =>
      summaries
        .all()
        .filter(({ id }) => !isLeaving(id))
        .map(({ id, name, visibility, last, unread }) => ({
          id,
          name,
          visibility,
          last,
          unread,
          here: attendance.here(id),
          waiting: isWaiting(id),
        })),
    enter,
    make,
    leave: (room) => outbox.ask({ do: 'leave', room }, patience()),
    leftBehind: () => wordsOutside(summaries.all(), notSent()),
    refused: () =>
      outbox.refused().map(({ id, act, refused }) => ({
        id,
        did: act.do,
        room: act.room,
        name: nameOf(act),
        code: refused,
        hasWords: hasWords(act.room),
      })),
    dismiss: (id) => outbox.dismiss(id),
  }
}

const wordsOutside = (rooms: readonly { id: string }[], notSent: readonly NotSent[]): LeftBehind[] => {
  const mine = new Set(rooms.map(({ id }) => id))
  const texts = new Map<string, number>()
  for (const { room } of notSent) if (!mine.has(room)) texts.set(room, (texts.get(room) ?? 0) + 1)
  return [...texts].map(([room, texts]) => ({ room, texts }))
}

/** Someone without an account finds public rooms, and enters none. */
export const lobbyForGuests = (api: Api): LobbyView => ({
  ...makeDirectory(api),
  rooms: () => [],
  enter: async () => ({ name: 'refused', code: 'not-a-member' }),
  make: async () => ({ name: 'refused', code: 'not-a-member' }),
  leave: async () => 'not-a-member',
  leftBehind: () => [],
  refused: () => [],
  dismiss: async () => {},
})
