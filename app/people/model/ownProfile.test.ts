import { expect, test } from 'vitest'
import type { Act } from '../../../shared/room/acts.ts'
import { ownProfile } from './ownProfile.ts'

const id = 'A'.repeat(22)
const me = { id, username: 'olga', name: 'olga', admin: false }
const waiting = (...changes: object[]) =>
  changes.map((change) => ({ act: { do: 'profile', room: id, ...change } as Act }))

test('shows the account that signed in before the relay has answered', () => {
  expect(ownProfile(me, { me: null }, [])).toEqual({
    id,
    username: 'olga',
    name: 'olga',
    showsSeen: true,
    strangersInvite: false,
  })
})

test('shows changes that still wait for the relay, in the order you made them', () => {
  const known = {
    name: 'Olga',
    username: 'olga',
    picture: 'old',
    about: 'Bees.',
    showsSeen: false,
    strangersInvite: false,
  }
  const acts = waiting({ name: 'Olga P.' }, { picture: 'new', about: '' }, { name: 'Olga Pond' })
  const wanted = {
    id,
    username: 'olga',
    name: 'Olga Pond',
    picture: 'new',
    about: '',
    showsSeen: false,
    strangersInvite: false,
  }
  expect(ownProfile(me, { me: known }, acts)).toEqual(wanted)
})

test('shows no picture and no status after you remove them', () => {
  const status = { emoji: '🌴', text: 'Away', until: null, quiet: false }
  const known = { name: 'Olga', username: 'olga', picture: 'old', status, showsSeen: true, strangersInvite: false }
  const left = ownProfile(me, { me: known }, waiting({ picture: null, status: null }))
  expect('picture' in left || 'status' in left).toBe(false)
})
