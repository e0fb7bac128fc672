import { readFileSync } from 'node:fs'

/** How long somebody waited for a relay. */
export interface Wait {
  wallMs: number
  /**
   * The part of it in which the relay's event loop worked, for whomever. Other programs on the machine, such as the
   * attackers, do not count. Only Linux knows it; elsewhere it is all of the wait.
   */
  relayMs: number
}

export const timed = async (relayPid: number, run: () => Promise<unknown>): Promise<Wait> => {
  const from = performance.now()
  const before = workedMs(relayPid)
  await run()
  const wallMs = performance.now() - from
  const after = workedMs(relayPid)
  return { wallMs, relayMs: before === null || after === null ? wallMs : Math.min(wallMs, after - before) }
}

/** How long the main thread of a process has used a processor. */
const workedMs = (pid: number): number | null => {
  try {
    return Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6
  } catch {
    return null
  }
}
