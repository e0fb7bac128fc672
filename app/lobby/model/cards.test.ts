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

test('a room you lost is announced until you dismiss it, and again if you lose it again', () => {
  const gone = { name: 'Tower', why: 'banned', at: 500 }
  const { cards, values } = stage([[`gone/${tower}`, gone]])
  expect(cards.gone()).toEqual([{ room: tower, ...gone }])
  cards.dismissGone(tower)
  expect(cards.gone()).toEqual([])
  values.set(`gone/${tower}`, 499)
  expect(cards.gone()).toHaveLength(1)
})

test('a lost room without a name is not announced', () => {
  expect(stage([[`gone/${tower}`, { name: '', why: 'banned', at: 500 }]]).cards.gone()).toEqual([])
})

test('a room you are back in is not announced as lost', () => {
  expect(stage([[`gone/${tower}`, { name: 'Tower', why: 'removed', at: 500 }]], [tower]).cards.gone()).toEqual([])
})

test('a request to join waits for the network, then for an answer, and a refusal stays until you dismiss it', () => {
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
