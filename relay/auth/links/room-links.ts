import { createHash } from 'node:crypto'
import type { Client } from '@libsql/client'
import type { Invitations } from './invitations.ts'

/** How many accounts may be created in all with the link of this token. 0 if the link does not open the room now. */
export type WorthOfLink = (room: string, token: string) => Promise<number>

/** A link may have no limit of its own and be passed on to anybody, so there is a limit here. */
const mostAccountsOfLink = 100

const roomLink = /^room\/([A-Za-z0-9_-]{22})\/([A-Za-z0-9_-]{22})$/

/**
 * `room/<room>/<token>` is the code of a link into a room, which is good for accounts too. The link's own uses are
 * counted when people join the room, so sign-ups by it are counted here.
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

/** Counts one account. False if the link has no sign-ups left. */
const countAccount = async (client: Client, link: string, worth: number): Promise<boolean> => {
  const sql = `INSERT INTO room_link (hash, accounts) VALUES (?1, 1)
    ON CONFLICT DO UPDATE SET accounts = accounts + 1 WHERE accounts < ?2`
  return (await client.execute({ sql, args: [hashOf(link), worth] })).rowsAffected === 1
}

const hashOf = (code: string): string => createHash('sha256').update(code.trim()).digest('base64url')
