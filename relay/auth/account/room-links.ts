import { createHash } from 'node:crypto'
import type { Client } from '@libsql/client'
import type { Invitations } from './invitations.ts'

/** How many accounts the link of this token may bring in all; 0: it does not open the room now. */
export type WorthOfLink = (room: string, token: string) => Promise<number>

/** A link may be used without end, and be passed on: nobody invites all the world. */
const mostAccountsOfLink = 100

const roomLink = /^room\/([A-Za-z0-9_-]{22})\/([A-Za-z0-9_-]{22})$/

/**
 * `room/<room>/<token>` stands for a link into a room, which is worth accounts too. Coming in uses it up, not signing up: how
 * many have signed up by it is counted apart.
 */
export const withRoomLinks = (client: Client, invitations: Invitations, worthOf: WorthOfLink): Invitations => ({
  ...invitations,
  async spend(code) {
    const [link, room, token] = roomLink.exec(code.trim()) ?? []
    if (link === undefined || room === undefined || token === undefined) return invitations.spend(code)
    const worth = Math.min(await worthOf(room, token), mostAccountsOfLink)
    return worth > 0 && countAccount(client, link, worth)
  },

  async giveBack(code) {
    if (!roomLink.test(code.trim())) return invitations.giveBack(code)
    await client.execute({ sql: 'UPDATE room_link SET accounts = accounts - 1 WHERE hash = ?', args: [hashOf(code)] })
  },
})

/** Whether there was one left. */
const countAccount = async (client: Client, link: string, worth: number): Promise<boolean> => {
  const sql = `INSERT INTO room_link (hash, accounts) VALUES (?1, 1)
    ON CONFLICT DO UPDATE SET accounts = accounts + 1 WHERE accounts < ?2`
  return (await client.execute({ sql, args: [hashOf(link), worth] })).rowsAffected === 1
}

const hashOf = (code: string): string => createHash('sha256').update(code.trim()).digest('base64url')
