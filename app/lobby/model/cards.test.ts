import { expect, test } from 'vitest'
import type { Act } from '../../../shared/room/acts.ts'
import { readHome } from '../../../shared/room/home.ts'
import type { RefusedAct } from '../../outgoing/queuedActs.ts'
import type { OwnRoom } from '../../own/ownRoom.ts'
import { cardsOf } from './cards.ts'
import { marksIn } from './ownMarks.ts'
import type { Summaries } from './summaries.ts'

const [cellar, tower] = ['CCCCCCCCCCCCCCCCCCCCCA', 'TTTTTTTTTTTTTTTTTTTTTA']

const stage = (entries: [string, unknown][], mine: string[] = [], acts: Act[] = []) => {
  const home = readHome(entries)
  const values = new Map<string, unknown>()
  const own = { of: (key: string) => values.get(key), set: (key: string, value: unknown) => values.set(key, value) }
  const summaries = {
    all: () => mine.map((id) => ({ id })),
    find: (room: string) => (mine.includes(room) ? { id: room } : undefined),
  } as unknown as Summaries
  const clock = { now: () => 1_000, after: () => () => {} }
  const cards = cardsOf({
    home: () => home,
    outbox: {
      acts: () => acts.map((act, at) => ({ id: `${at}`, act, at })),
      refused: (): RefusedAct[] => [],
      dismiss: async () => {},
    },
    summaries,
    marks: marksIn(own as unknown as OwnRoom, summaries, clock),
    hasWords: () => false,
    notSent: () => [],
    drop: () => {},
  })
  return { cards, values }
}

test('a room that was taken away is told of until it is noted, and again when it happens again', () => {
  const gone = { name: 'Tower', why: 'banned', at: 500 }
  const { cards, values } = stage([[`gone/${tower}`, gone]])
  expect(cards.gone()).toEqual([{ room: tower, ...gone }])
  cards.dismissGone(tower)
  expect(cards.gone()).toEqual([])
  values.set(`gone/${tower}`, 499)
  expect(cards.gone()).toHaveLength(1)
})

test('what has no name any more, or never had one, is no news', () => {
  expect(stage([[`gone/${tower}`, { name: '', why: 'banned', at: 500 }]]).cards.gone()).toEqual([])
})

test('whoever is back in a room is not told that it is gone', () => {
  expect(stage([[`gone/${tower}`, { name: 'Tower', why: 'removed', at: 500 }]], [tower]).cards.gone()).toEqual([])
})

test('a request waits for the network, then for an answer, and a no stays until it is noted', () => {
  const request: Act = { do: 'request', room: tower, name: 'Attic', note: '' }
  const { cards } = stage([[`request/${cellar}`, { name: 'Cellar', at: 5, refused: 7 }]], [], [request])
  expect(cards.requests()).toEqual([
    { room: cellar, name: 'Cellar', at: 7, state: 'refused' },
    { room: tower, name: 'Attic', at: 0, state: 'waiting' },
  ])
  cards.dismissRequest(cellar)
  expect(cards.requests().map(({ state }) => state)).toEqual(['waiting'])
  expect(stage([[`request/${cellar}`, { name: 'Cellar', at: 5 }]]).cards.requests()).toMatchObject([{ state: 'asked' }])
})
