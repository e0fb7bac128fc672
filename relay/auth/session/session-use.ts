import type { Client, Row } from '@libsql/client'
import { type Agent, readAgent, writeAgent } from './agent.ts'

/** A sign-in session as its owner sees it. */
export interface ListedSession {
  id: string
  device: string | null
  agent: Agent
  made: number
  /** Last use, to the minute. */
  used: number
}
export interface DeviceUse {
  agent: Agent
  used: number
}

/**
 * When sessions and devices were last used. Uses are collected and written together, because each write costs a disk
 * sync.
 */
export const makeSessionUse = (client: Client, now: () => number) => {
  const unwritten = new Map<string, { agent: string; used: number }>()

  const touch = (session: string, agent?: Agent): void => {
    const named = agent ? writeAgent(agent) : ''
    unwritten.set(session, { used: now(), agent: named || (unwritten.get(session)?.agent ?? '') })
  }
  const write = async (): Promise<void> => {
    const uses = [...unwritten]
    if (uses.length === 0) return
    unwritten.clear()
    const sessions = JSON.stringify(uses.map(([session]) => session))
    try {
      await client.batch(
        [
          ...uses.map(([session, { used, agent }]) => ({ sql: putUse, args: [agent, used, session] })),
          { sql: putDevices, args: [sessions] },
        ],
        'write',
      )
    } catch (error) {
      for (const [session, use] of uses) if (!unwritten.has(session)) unwritten.set(session, use)
      throw error
    }
  }
  /** Reading must work on a full disk as well. It then shows the last use that was written. */
  const tryToWrite = () => write().catch(() => {})

  return {
    /** `proved`: whether this sign-in counts as proof of identity instead of the password for a while. */
    async began(session: string, agent: Agent, proved: boolean): Promise<void> {
      await client.execute({
        sql: 'INSERT OR REPLACE INTO session_use (session, agent, proved, used) VALUES (?, ?, ?, ?)',
        args: [session, writeAgent(agent), proved ? now() : null, now()],
      })
    },

    touch,
    write,

    /** When the session was opened with such a proof, or null. */
    async proved(session: string): Promise<number | null> {
      const { rows } = await client.execute({
        sql: 'SELECT proved FROM session_use WHERE session = ?',
        args: [session],
      })
      return rows[0]?.proved == null ? null : Number(rows[0].proved)
    },

    /** Sorted by last use, newest first. */
    async sessionsOf(user: string): Promise<ListedSession[]> {
      await tryToWrite()
      const { rows } = await client.execute({ sql: listSessions, args: [user, new Date(now()).toISOString()] })
      return rows.map(readSession)
    },

    async devicesOf(user: string): Promise<Map<string, DeviceUse>> {
      await tryToWrite()
      const { rows } = await client.execute({
        sql: 'SELECT device, agent, used FROM device_use WHERE user = ?',
        args: [user],
      })
      return new Map(
        rows.map((row) => [String(row.device), { agent: readAgent(String(row.agent)), used: Number(row.used) }]),
      )
    },
  }
}
export type SessionUse = ReturnType<typeof makeSessionUse>

// If the session has ended in the meantime, there is no row to update.
const putUse = `
  INSERT INTO session_use (session, agent, used) SELECT id, ?, ? FROM session WHERE id = ?
  ON CONFLICT DO UPDATE SET used = max(used, excluded.used),
    agent = CASE excluded.agent WHEN '' THEN agent ELSE excluded.agent END`
const putDevices = `
  INSERT INTO device_use (device, user, agent, used)
  SELECT device, userId, agent, used FROM session_use
  JOIN session_device USING (session) JOIN session ON session.id = session_use.session
  WHERE session_use.session IN (SELECT value FROM json_each(?)) ORDER BY used
  ON CONFLICT DO UPDATE SET agent = excluded.agent, used = max(used, excluded.used)`
const listSessions = `
  SELECT session.id, device, agent, createdAt, used FROM session
  LEFT JOIN session_use ON session_use.session = session.id
  LEFT JOIN session_device ON session_device.session = session.id
  WHERE userId = ? AND expiresAt > ? ORDER BY used DESC, createdAt DESC`

const readSession = (row: Row): ListedSession => {
  const made = new Date(String(row.createdAt)).getTime()
  return {
    id: String(row.id),
    device: row.device === null ? null : String(row.device),
    agent: readAgent(String(row.agent ?? '')),
    made,
    used: row.used === null ? made : Number(row.used),
  }
}
