import { randomBytes } from 'node:crypto'
import type { Client } from '@libsql/client'
import type { People } from '../account/people.ts'
import { checkPassword, type FieldCode } from '../fields.ts'
import type { OneUseLinks } from '../links/one-use-links.ts'
import type { MailClaims } from '../mail/mail-claims.ts'
import type { SessionEnds } from '../session/session-ends.ts'
import type { Hashing } from './hashing.ts'

/** Passwords of existing accounts. Somebody who signs in another way may have none. */
export const makePasswords = ({
  client,
  hashing,
  people,
  mails,
  links,
  ends,
  now,
}: {
  client: Client
  hashing: Hashing
  people: People
  mails: MailClaims
  links: OneUseLinks
  ends: SessionEnds
  now(): number
}) => {
  const hashOf = async (user: string): Promise<string | null> => {
    const { rows } = await client.execute({
      sql: "SELECT password FROM account WHERE userId = ? AND providerId = 'credential'",
      args: [user],
    })
    return rows[0]?.password == null ? null : String(rows[0].password)
  }
  const check = async (user: string, password: string): Promise<FieldCode | null> => {
    const person = await people.byId(user)
    return checkPassword({ password, username: person?.username ?? '', email: await mails.of(user) })
  }
  const put = async (user: string, password: string): Promise<void> => {
    const hash = await hashing.hash(password)
    const at = new Date(now()).toISOString()
    const updated = await client.execute({
      sql: "UPDATE account SET password = ?, updatedAt = ? WHERE userId = ? AND providerId = 'credential'",
      args: [hash, at, user],
    })
    if (updated.rowsAffected > 0) return
    await client.execute({
      sql: `INSERT INTO account (id, accountId, providerId, userId, password, createdAt, updatedAt)
            VALUES (?, ?, 'credential', ?, ?, ?, ?)`,
      args: [randomBytes(16).toString('base64url'), user, user, hash, at, at],
    })
  }

  return {
    isSet: async (user: string): Promise<boolean> => (await hashOf(user)) !== null,

    async isRight(user: string, password: string): Promise<boolean> {
      const hash = await hashOf(user)
      return hash !== null && hashing.verify({ hash, password })
    },

    /** Sets a new password and ends all other sessions of the user. */
    async change(user: string, password: string, session: string): Promise<FieldCode | null> {
      const wrong = await check(user, password)
      if (wrong) return wrong
      await put(user, password)
      // Somebody who knew the old password may have asked for another mail address, so such links are cancelled.
      await links.dropWaiting(user, 'password-changed')
      await ends.others(user, session, 'password')
      return null
    },

    /** Sets a new password by a reset link and ends all sessions of the user. */
    async reset(token: string, password: string): Promise<{ user: string } | { wrong: FieldCode } | null> {
      const link = await links.find('reset', token)
      if (!link) return null
      const wrong = await check(link.user, password)
      if (wrong) return { wrong }
      if (!(await links.spend('reset', token))) return null
      await put(link.user, password)
      // A reset link from an admin also reopens an account that was ended.
      await client.execute({ sql: 'DELETE FROM ended WHERE user = ?', args: [link.user] })
      if (link.mail !== null) await mails.confirm(link.user, link.mail)
      await links.dropWaiting(link.user, 'password-changed')
      await ends.all(link.user, 'password')
      return { user: link.user }
    },
  }
}
export type Passwords = ReturnType<typeof makePasswords>
