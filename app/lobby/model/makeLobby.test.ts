import { expect, test } from 'vitest'
import { readHome } from '../../../shared/room/home.ts'
import { bannedFrom } from './makeLobby.ts'

const [cellar, tower] = ['CCCCCCCCCCCCCCCCCCCCCA', 'TTTTTTTTTTTTTTTTTTTTTA']

test('one is banned where that is why a room is gone, and nowhere else', () => {
  const home = readHome([
    [`gone/${tower}`, { name: 'Tower', why: 'banned', at: 500 }],
    [`gone/${cellar}`, { name: 'Cellar', why: 'removed', at: 500 }],
  ])
  expect(bannedFrom(home)).toEqual(new Set([tower]))
})
