import { expect, test } from 'vitest'
import type { Answer } from '../../sync/api.ts'
import { resolveInvitationWith } from './resolveInvitation.ts'

const room = { name: 'Shed', topic: '', picture: null, visibility: 'private', members: 2 }
const ask = (answer: Answer) => {
  const never = async () => answer
  return resolveInvitationWith({ get: never, post: never, upload: never })('room', 'token')
}

test('a link that works shows the room and who invites, as far as the relay tells it', async () => {
  expect(await ask({ status: 200, body: { room } })).toEqual({ name: 'room', room, by: null })
  const [told, known] = [{ name: 'Olga' }, { name: 'Olga', username: 'olga' }]
  expect(await ask({ status: 200, body: { room, by: told } })).toMatchObject({ by: { name: 'Olga', username: null } })
  expect(await ask({ status: 200, body: { room, by: known } })).toMatchObject({ by: known })
  for (const wrong of [null, 7, {}, { name: 7 }])
    expect(await ask({ status: 200, body: { room, by: wrong } })).toEqual({ name: 'room', room, by: null })
})

test('a link that no longer works says why', async () => {
  expect(await ask({ status: 410, body: { error: 'invitation-over' } })).toEqual({ name: 'over', why: 'used-up' })
  expect(await ask({ status: 410, body: { error: 'deleted' } })).toEqual({ name: 'over', why: 'deleted' })
  expect(await ask({ status: 410, body: { error: 'archived' } })).toEqual({ name: 'over', why: 'archived' })
  expect(await ask({ status: 403, body: { error: 'banned' } })).toEqual({ name: 'over', why: 'banned' })
})

test("if the relay can't be reached or can't answer now, the link is not called dead", async () => {
  for (const answer of ['offline', { status: 503, body: {} }, { status: 429, body: {} }] as const)
    expect(await ask(answer)).toEqual({ name: 'offline' })
})

test('an answer with a malformed room leads nowhere', async () => {
  for (const wrong of [null, 7, {}, { ...room, members: 'two' }, { ...room, visibility: 'secret' }])
    expect(await ask({ status: 200, body: { room: wrong } })).toEqual({ name: 'over', why: 'used-up' })
})
