import { expect, test } from 'vitest'
import { withRoomLinks } from './room-links.ts'

const [room, token] = ['r'.repeat(22), 't'.repeat(22)]
const spent: string[] = []
const invitations = withRoomLinks(
  {
    make: async () => ({ code: '', expires: 0 }),
    spend: async (code) => spent.push(code) > 0,
    giveBack: async () => {},
  },
  async (asked, by) => asked === room && by === token,
)

test('10: a link into a room is worth an account, as long as it leads there', async () => {
  expect(await invitations.spend(`room/${room}/${token}`)).toBe(true)
  expect(await invitations.spend(`room/${room}/${room}`)).toBe(false)
  expect(spent).toEqual([])
})

test('any other code is an invitation of the relay itself', async () => {
  for (const code of [token, 'room/short/token', `room/${room}/${token}/more`, `x/room/${room}/${token}`])
    expect(await invitations.spend(code)).toBe(true)
  expect(spent).toHaveLength(4)
})
