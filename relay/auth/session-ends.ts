import type { Client, InValue } from '@libsql/client'

/** Ends sign-in sessions; each is told of after it has left the database. */
export const makeSessionEnds = (client: Client, sessionEnded: (session: string) => void) => {
  const end = async (where: string, args: InValue[]): Promise<number> => {
    const { rows } = await client.execute({ sql: `DELETE FROM session WHERE ${where} RETURNING id`, args })
    for (const { id } of rows) sessionEnded(String(id))
    return rows.length
  }
  return {
    /** Whether there was such a session of this user. */
    one: async (user: string, session: string): Promise<boolean> =>
      (await end('userId = ? AND id = ?', [user, session])) > 0,
    others: (user: string, but: string): Promise<number> => end('userId = ? AND id <> ?', [user, but]),
    all: (user: string): Promise<number> => end('userId = ?', [user]),
    ofDevice: (user: string, device: string): Promise<number> =>
      end('userId = ? AND id IN (SELECT session FROM session_device WHERE device = ?)', [user, device]),
  }
}
export type SessionEnds = ReturnType<typeof makeSessionEnds>
