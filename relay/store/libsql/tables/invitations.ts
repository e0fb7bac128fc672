import type { InStatement, Row } from '@libsql/client'
import type { LinkEnd } from '../../../../shared/room/invitation.ts'
import type { InvitationRow } from '../../invitations.ts'
import type { Change } from '../../store.ts'
import { type Database, numberOrNull } from '../database.ts'

export const putInvitations = (invitations: readonly InvitationRow[]): InStatement[] =>
  invitations.map(({ room, id, hash, by, made, expires, uses, used, ended }) => ({
    sql: `INSERT OR REPLACE INTO invitation (room, id, hash, by, made, expires, uses, used, ended, why)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    args: [room, id, hash, by, made, expires, uses, used, ended?.at ?? null, ended?.why ?? null],
  }))

export const dropInvitations = (invitations: NonNullable<Change['dropInvitations']>): InStatement[] =>
  invitations.map(({ room, id }) => ({ sql: 'DELETE FROM invitation WHERE room = ? AND id = ?', args: [room, id] }))

export const readInvitations = async (database: Database, room: string): Promise<InvitationRow[]> =>
  (await database.rows('SELECT * FROM invitation WHERE room = ? ORDER BY made, id', [room])).map(toInvitation)

export const readInvitationByHash = async (
  database: Database,
  room: string,
  hash: string,
): Promise<InvitationRow | null> => {
  const [row] = await database.rows('SELECT * FROM invitation WHERE room = ? AND hash = ? ORDER BY id', [room, hash])
  return row ? toInvitation(row) : null
}

const toInvitation = (row: Row): InvitationRow => ({
  room: String(row.room),
  id: String(row.id),
  hash: String(row.hash),
  by: String(row.by),
  made: Number(row.made),
  expires: numberOrNull(row.expires),
  uses: numberOrNull(row.uses),
  used: Number(row.used),
  ended: row.ended === null ? null : { at: Number(row.ended), why: String(row.why) as LinkEnd },
})
