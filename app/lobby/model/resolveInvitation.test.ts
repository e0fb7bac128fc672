import { expect, test } from 'vitest'
import type { Answer } from '../../sync/api.ts'
import { resolveInvitationWith } from './resolveInvitation.ts'

const room = { name: 'Shed', topic: '', picture: null, visibility: 'private', members: 2 }
const ask = (answer: Answer) => {
  const never = async () => answer
  return resolveInvitationWith({ get: never, post: never, upload: never })('room', 'token')
}

test('a link that is good shows the room', async () => {
  expect(await ask({ status: 200, body: { room } })).toEqual({ name: 'room', room })
})

test('one that is over says how it came to be', async () => {
  expect(await ask({ status: 410, body: { error: 'invitation-over' } })).toEqual({ name: 'over', why: 'used-up' })
  expect(await ask({ status: 410, body: { error: 'deleted' } })).toEqual({ name: 'over', why: 'deleted' })
  expect(await ask({ status: 410, body: { error: 'archived' } })).toEqual({ name: 'over', why: 'archived' })
  expect(await ask({ status: 403, body: { error: 'banned' } })).toEqual({ name: 'over', why: 'banned' })
})

test('a relay that cannot be reached, or cannot say now, is no verdict on the link', async () => {
  for (const answer of ['offline', { status: 503, body: {} }, { status: 429, body: {} }] as const)
    expect(await ask(answer)).toEqual({ name: 'offline' })
})

test('a room of another shape leads nowhere', async () => {
  for (const wrong of [null, 7, {}, { ...room, members: 'two' }, { ...room, visibility: 'secret' }])
    expect(await ask({ status: 200, body: { room: wrong } })).toEqual({ name: 'over', why: 'used-up' })
})
