/**
 * Checks from time to time whether the sessions with open connections are still live, and closes the sockets of those
 * that have ended for any reason.
 */
export const watchSessions = (parts: {
  ended(sessions: readonly string[]): Promise<string[]>
  endSession(session: string): void
  /** Tells that these sessions were used just now. */
  inUse(sessions: readonly string[]): Promise<void>
  /** Calls back once after a while. Returns a function that cancels it. */
  after(ms: number, run: () => void): () => void
  everyMs: number
  log(line: string, error?: unknown): void
}) => {
  const open = new Map<string, number>()
  let cancel = () => {}
  let stopped = false

  const check = async () => {
    try {
      for (const session of await parts.ended([...open.keys()])) parts.endSession(session)
      await parts.inUse([...open.keys()])
    } catch (error) {
      // If the database cannot answer now, the next round asks again.
      parts.log('could not check sessions', error)
    }
    if (!stopped) again()
  }
  const again = () => {
    cancel = parts.after(parts.everyMs, check)
  }
  again()

  return {
    /** Notes a connection of the session. Call the result when the connection is gone. */
    opened(session: string): () => void {
      open.set(session, (open.get(session) ?? 0) + 1)
      return () => {
        const left = (open.get(session) ?? 0) - 1
        if (left > 0) open.set(session, left)
        else open.delete(session)
      }
    },
    stop() {
      stopped = true
      cancel()
    },
  }
}
export type LiveSessions = ReturnType<typeof watchSessions>
