import { expect, test } from 'vitest'
import { MemoryStore } from '../../tests/world/store/memory-store.ts'
import { newUser } from '../acts/rows.ts'
import type { Person } from '../auth/account/people.ts'
import { introduceEveryone } from './sync-users.ts'

const person = (id: string, username: string): Person => ({ id, username, name: username, admin: false })

/** The rooms as a relay that died left them, and the accounts as they are. */
const stage = async (known: Person[], people: Person[]) => {
  const store = new MemoryStore()
  await store.commit({ users: known.map(newUser) })
  const put: string[] = []
  const logged: string[] = []
  const core = {
    putUser: async (each: Person) => {
      await store.commit({ users: [newUser(each)] })
      put.push(each.username)
    },
  }
  await introduceEveryone({ people: { all: async () => people } }, store, core, (line) => void logged.push(line))
  return { put, logged }
}

test('the rooms are told of who is new to them, and of nobody else', async () => {
  const [ann, bob] = [person('a', 'ann'), person('b', 'bob')]
  expect(await stage([ann], [ann, bob])).toEqual({ put: ['bob'], logged: [] })
})

test('and of who has another name, even where the old one is somebody else’s by now', async () => {
  const known = [person('a', 'ann'), person('b', 'bob'), person('c', 'cid')]
  const people = [person('c', 'bob'), person('b', 'ann'), person('a', 'anna')]
  expect((await stage(known, people)).put).toEqual(['anna', 'ann', 'bob'])
})

test('two names that the rooms have the wrong way round keep no relay from its start', async () => {
  const { put, logged } = await stage(
    [person('a', 'ann'), person('b', 'bob')],
    [person('a', 'bob'), person('b', 'ann')],
  )
  expect([put, logged]).toEqual([[], ['the rooms know somebody else as bob', 'the rooms know somebody else as ann']])
})
