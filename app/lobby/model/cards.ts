import type { Accessor } from 'solid-js'
import type { Act } from '../../../shared/room/acts.ts'
import type { Home } from '../../../shared/room/home.ts'
import { seenOr } from '../../../shared/visible.ts'
import type { Outbox } from '../../outgoing/outbox.ts'
import type { NotSent } from '../../store/journal.ts'
import { t as common } from '../../words/common.ts'
import type { GoneCard, LeftBehind, LobbyView, RefusedActView, RequestCard } from './LobbyView.ts'
import type { OwnMarks } from './ownMarks.ts'
import { type RoomLives, waitsForName } from './roomLives.ts'
import type { Summaries } from './summaries.ts'

interface CardParts {
  home: Accessor<Home>
  outbox: Pick<Outbox, 'acts' | 'refused' | 'dismiss'>
  summaries: Summaries
  marks: OwnMarks
  /** Tracked: whether the room has messages that the relay refused. */
  hasWords(room: string): boolean
  /** Tracked. */
  notSent(): readonly NotSent[]
  drop: RoomLives['drop']
}

type Cards = 'requests' | 'dismissRequest' | 'gone' | 'dismissGone' | 'leftBehind' | 'refused' | 'dismiss'

/** The lobby's cards beside the list of rooms. Each stays until it is settled or dismissed. */
export const cardsOf = (parts: CardParts): Pick<LobbyView, Cards> => {
  const { home, outbox, marks } = parts
  return {
    requests: () => requestsIn(parts),
    dismissRequest: (room) => marks.noteRefused(room, home().requests.get(room)?.refused ?? 0),
    gone: () => goneFrom(parts),
    dismissGone: (room) => marks.noteGone(room, home().gone.get(room)?.at ?? 0),
    leftBehind: () => wordsOutside(parts),
    refused: () => refusedIn(parts),
    dismiss: async (id) => {
      const nameless = outbox.refused().find((one) => one.id === id && waitsForName(outbox, one.act.room))
      await outbox.dismiss(id)
      // Only this device still has a room that a restored relay lost, so it stays here, even without a name.
      if (nameless && !isLost(parts, nameless.act.room)) parts.drop(nameless.act.room, 'not-made', 'name-taken')
    },
  }
}

const isLost = ({ summaries }: CardParts, room: string): boolean => summaries.find(room)?.lost === true

/** An empty name means that the name is not known. */
const seenName = (name: string): string => (name === '' ? '' : seenOr(name, common('unseen.room')))

const requestsIn = ({ home, outbox, marks }: CardParts): RequestCard[] => {
  const cards = new Map<string, RequestCard>()
  for (const [room, { name, at, refused }] of home().requests)
    if (refused === undefined) cards.set(room, { room, name: seenName(name), at, state: 'asked' })
    else if (!marks.isRefusedNoted(room, refused))
      cards.set(room, { room, name: seenName(name), at: refused, state: 'refused' })
  for (const { act, at } of outbox.acts())
    if (act.do === 'request') cards.set(act.room, { room: act.room, name: act.name ?? '', at, state: 'waiting' })
  return [...cards.values()].sort((a, b) => b.at - a.at)
}

const goneFrom = ({ home, marks, summaries }: CardParts): GoneCard[] => {
  const { gone, rooms } = home()
  const isBack = (room: string) => rooms.has(room) || summaries.all().some(({ id }) => id === room)
  return [...gone]
    .filter(([room, { name, at }]) => name !== '' && !isBack(room) && !marks.isGoneNoted(room, at))
    .map(([room, { name, why, at }]) => ({ room, name: seenName(name), why, at }))
    .sort((a, b) => b.at - a.at)
}

const wordsOutside = ({ summaries, notSent }: CardParts): LeftBehind[] => {
  const mine = new Set(summaries.all().map(({ id }) => id))
  const texts = new Map<string, number>()
  for (const { room } of notSent()) if (!mine.has(room)) texts.set(room, (texts.get(room) ?? 0) + 1)
  return [...texts].map(([room, texts]) => ({ room, texts }))
}

const refusedIn = (parts: CardParts): RefusedActView[] => {
  const { outbox, summaries, hasWords } = parts
  const nameOf = (act: Act) => (act.do === 'make' ? act.name : (summaries.find(act.room)?.name ?? ''))
  return outbox.refused().map(({ id, act, refused }) => ({
    id,
    did: act.do,
    user: 'user' in act ? act.user : null,
    room: act.room,
    name: nameOf(act),
    code: refused,
    hasWords: hasWords(act.room),
    lost: isLost(parts, act.room),
  }))
}
