import { expect, test } from 'vitest'
import { namesIn } from './peopleIn.ts'

const person = (user: string, more = {}) => ({ user, name: user.toUpperCase(), username: user, picture: null, ...more })
const member = (user: string, you = false) =>
  person(user, { role: 'member', status: null, presence: 'online', here: true, you }) as never

const room = { members: () => [member('me', true), member('olga')], former: () => [person('milo')] }

test('names are of members and of people who left, with oneself first', () => {
  expect(namesIn(room, ['olga', 'milo', 'me'])).toEqual(['You', 'OLGA', 'MILO'])
})

test('somebody who is not known here has no name', () => {
  expect(namesIn(room, ['nobody', 'olga'])).toEqual(['Someone', 'OLGA'])
})
