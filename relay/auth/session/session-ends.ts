import type { Client, InStatement, InValue } from '@libsql/client'
import type { SignedOutReason } from '../../../shared/signed-out.ts'

/**
 * The reason that a device is told when its session has ended. A deleted or ended account is seen from the account
 * itself.
 */
export type WhyEnded = Extract<SignedOutReason, 'elsewhere' | 'password' | 'device'>

/** As long as a cookie lasts. After that no device comes back with it. */
const rememberedMs = 60 * 24 * 60 * 60_000

/** Stores whose sessions these were, before they are deleted. `where` is a condition on `session`. */
export const noteEnds = (where: string, args: InValue[], why: WhyEnded | null, at: number): InStatement[] => [
  { sql: 'DELETE FROM session_end WHERE at < ?', args: [at - rememberedMs] },
  {
    sql: `INSERT OR IGNORE INTO session_end (token, user, why, at) SELECT token, userId, ?, ? FROM session WHERE ${where}`,
    args: [why, at, ...args],
  },
]

/** Ends sign-in sessions. `sessionEnded` is called for each after it has left the database. */
export const makeSessionEnds = (client: Client, now: () => number, sessionEnded: (session: string) => void) => {
  const end = async (why: WhyEnded, where: string, args: InValue[]): Promise<number> => {
    const results = await client.batch(
      [...noteEnds(where, args, why, now()), { sql: `DELETE FROM session WHERE ${where} RETURNING id`, args }],
      'write',
    )
    const rows = results.at(-1)?.rows ?? []
    for (const { id } of rows) sessionEnded(String(id))
    return rows.length
  }
  return {
    /** False if the user has no such session. */
    one: async (user: string, session: string): Promise<boolean> =>
      (await end('elsewhere', 'userId = ? AND id = ?', [user, session])) > 0,
    others: (user: string, but: string, why: WhyEnded): Promise<number> =>
      end(why, 'userId = ? AND id <> ?', [user, but]),
    all: (user: string, why: WhyEnded): Promise<number> => end(why, 'userId = ?', [user]),
    ofDevice: (user: string, device: string): Promise<number> =>
      end('device', 'userId = ? AND id IN (SELECT session FROM session_device WHERE device = ?)', [user, device]),

    /**
     * Why the session of this token has ended. A deleted or ended account comes before the reason of the session
     * itself.
     */
    async why(token: string): Promise<SignedOutReason> {
      const { rows } = await client.execute({ sql: whyByToken, args: [token, token] })
      const [row] = rows
      if (!row) return 'over'
      if (Number(row.gone) === 1) return 'deleted'
      if (Number(row.ended) === 1) return 'ended'
      return (row.why as WhyEnded | null) ?? 'over'
    },
  }
}
export type SessionEnds = ReturnType<typeof makeSessionEnds>

const whyByToken = `
  SELECT why,
    user NOT IN (SELECT id FROM user) OR user IN (SELECT user FROM leaving) AS gone,
    user IN (SELECT user FROM ended) AS ended
  FROM (
    SELECT user, why FROM session_end WHERE token = ?
    UNION ALL SELECT userId, NULL FROM session WHERE token = ?
  )`
