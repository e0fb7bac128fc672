import { afterAll, beforeEach, expect, test } from 'vitest'
import { openAccountsDatabase } from '../database.ts'
import { makeOwnTables } from '../own-tables.ts'
import { withRoomLinks } from './room-links.ts'

const [room, token] = ['r'.repeat(22), 't'.repeat(22)]
const link = `room/${room}/${token}`
const client = await openAccountsDatabase(':memory:')
await client.execute('CREATE TABLE user (id TEXT PRIMARY KEY)')
await makeOwnTables(client)
afterAll(() => client.close())

let spent: string[]
let given: string[]
let worth: number
beforeEach(async () => {
  ;[spent, given, worth] = [[], [], 2]
  await client.execute('DELETE FROM room_link')
})
const invitations = withRoomLinks(
  client,
  {
    make: async () => ({ code: '', expires: 0 }),
    spend: async (code) => spent.push(code) > 0,
    giveBack: async (code) => void given.push(code),
  },
  async (asked, by) => (asked === room && by === token ? worth : 0),
)
const spendings = async (times: number) => {
  let good = 0
  for (let n = 0; n < times; n++) if (await invitations.spend(link)) good++
  return good
}

test('P55: a link into a room is good for as many accounts as it has uses, as long as it works', async () => {
  expect(await spendings(4)).toBe(2)
  worth = 0
  expect(await invitations.spend(link)).toBe(false)
  expect(await invitations.spend(`room/${room}/${room}`)).toBe(false)
  expect(spent).toEqual([])
})

test('a link with unlimited uses is good for a hundred accounts', async () => {
  worth = Number.POSITIVE_INFINITY
  expect(await spendings(103)).toBe(100)
})

test("an account that couldn't be created doesn't use up the link", async () => {
  expect(await spendings(2)).toBe(2)
  await invitations.giveBack(` ${link}`)
  expect(await spendings(2)).toBe(1)
  expect(given).toEqual([])
})

test('any other code counts as an invitation to the relay itself', async () => {
  for (const code of [token, 'room/short/token', `${link}/more`, `x/${link}`]) {
    expect(await invitations.spend(code)).toBe(true)
    await invitations.giveBack(code)
  }
  expect([spent.length, given.length]).toEqual([4, 4])
})
