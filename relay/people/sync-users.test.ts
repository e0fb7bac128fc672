import { expect, test } from 'vitest'
import { MemoryStore } from '../../tests/world/store/memory-store.ts'
import { newUser } from '../acts/rows.ts'
import type { PublicAccount } from '../auth/account/people.ts'
import { syncUsers } from './sync-users.ts'

const person = (id: string, username: string): PublicAccount => ({ id, username, name: username, admin: false })

/** The rooms as they were when the relay crashed, and the accounts as they are now. */
const stage = async (known: PublicAccount[], people: PublicAccount[]) => {
  const store = new MemoryStore()
  await store.commit({ users: known.map(newUser) })
  const put: string[] = []
  const logged: string[] = []
  const rooms = {
    put: async (each: PublicAccount) => {
      await store.commit({ users: [newUser(each)] })
      put.push(each.username)
    },
  }
  await syncUsers({ people: { all: async () => people } }, store.people, rooms, (line) => void logged.push(line))
  return { put, logged }
}

test('tells the rooms only of accounts that are new to them', async () => {
  const [olga, milo] = [person('a', 'olga'), person('b', 'milo')]
  expect(await stage([olga], [olga, milo])).toEqual({ put: ['milo'], logged: [] })
})

test('tells the rooms of changed usernames, even if the old one now belongs to somebody else', async () => {
  const known = [person('a', 'olga'), person('b', 'milo'), person('c', 'cid')]
  const people = [person('c', 'milo'), person('b', 'olga'), person('a', 'anna')]
  expect((await stage(known, people)).put).toEqual(['anna', 'olga', 'milo'])
})

test('the relay starts even if the rooms have two usernames the wrong way round', async () => {
  const { put, logged } = await stage(
    [person('a', 'olga'), person('b', 'milo')],
    [person('a', 'milo'), person('b', 'olga')],
  )
  expect([put, logged]).toEqual([
    [],
    [
      'somebody else still has the user name milo in the rooms',
      'somebody else still has the user name olga in the rooms',
    ],
  ])
})
