import type { Client } from '@libsql/client'
import { cleanMail } from '../fields.ts'

export interface Claimant {
  username: string
  passwordHash: string
}

/** An account and the mail address by which it was found. */
export interface Holder {
  user: string
  username: string
  mail: string
}

/** Which accounts claim which mail address. */
export const makeMailClaims = (client: Client, now: () => number) => ({
  async add(mail: string, user: string): Promise<void> {
    await client.execute({
      sql: 'INSERT INTO mail_claim (mail, user, made) VALUES (?, ?, ?)',
      args: [cleanMail(mail), user, now()],
    })
  },

  /** Accounts with a password that claim the address: confirmed ones first, then the oldest. */
  async claimants(mail: string, limit: number): Promise<Claimant[]> {
    const { rows } = await client.execute({
      sql: `SELECT user.username, account.password FROM mail_claim
            JOIN user ON user.id = mail_claim.user
            JOIN account ON account.userId = user.id AND account.providerId = 'credential'
            WHERE mail = ? ORDER BY confirmed IS NULL, made, mail_claim.rowid LIMIT ?`,
      args: [cleanMail(mail), limit],
    })
    return rows.map((row) => ({ username: String(row.username), passwordHash: String(row.password) }))
  },

  /** Accounts that can be recovered by this address, in the same order. Includes accounts without a password. */
  async holders(mail: string, limit: number): Promise<Holder[]> {
    const { rows } = await client.execute({
      sql: `SELECT user.id, displayUsername, mail FROM mail_claim JOIN user ON user.id = mail_claim.user
            WHERE mail = ? ORDER BY confirmed IS NULL, made, mail_claim.rowid LIMIT ?`,
      args: [cleanMail(mail), limit],
    })
    return rows.map((row) => ({ user: String(row.id), username: String(row.displayUsername), mail: String(row.mail) }))
  },

  /** Confirms the address and makes it the user's only one. */
  async confirm(user: string, mail: string): Promise<void> {
    await client.batch(
      [
        { sql: 'DELETE FROM mail_claim WHERE user = ? AND mail <> ?', args: [user, mail] },
        {
          sql: `INSERT INTO mail_claim (mail, user, made, confirmed) VALUES (?, ?, ?, ?)
                ON CONFLICT DO UPDATE SET confirmed = excluded.confirmed`,
          args: [mail, user, now(), now()],
        },
      ],
      'write',
    )
  },

  async isConfirmed(user: string): Promise<boolean> {
    const { rows } = await client.execute({
      sql: 'SELECT 1 FROM mail_claim WHERE user = ? AND confirmed IS NOT NULL',
      args: [user],
    })
    return rows.length > 0
  },

  async of(user: string): Promise<string> {
    const { rows } = await client.execute({
      sql: 'SELECT mail FROM mail_claim WHERE user = ? ORDER BY made LIMIT 1',
      args: [user],
    })
    return String(rows[0]?.mail ?? '')
  },
})
export type MailClaims = ReturnType<typeof makeMailClaims>
