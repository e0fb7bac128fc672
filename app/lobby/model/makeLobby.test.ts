import { expect, test } from 'vitest'
import { readHome } from '../../../shared/room/home.ts'
import { bannedFrom } from './makeLobby.ts'

const [cellar, tower] = ['CCCCCCCCCCCCCCCCCCCCCA', 'TTTTTTTTTTTTTTTTTTTTTA']

test('you count as banned only from the rooms you lost because of a ban', () => {
  const home = readHome([
    [`gone/${tower}`, { name: 'Tower', why: 'banned', at: 500 }],
    [`gone/${cellar}`, { name: 'Cellar', why: 'removed', at: 500 }],
  ])
  expect(bannedFrom(home)).toEqual(new Set([tower]))
})
