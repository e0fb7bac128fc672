import type { Duplex } from 'node:stream'

export interface Deadlines {
  /** From the first byte, or from the connection if nothing comes, to the end of the headers. */
  headersMs: number
  /** To the end of the request's body. */
  requestMs: number
  /** Between two requests. */
  keepAliveMs: number
  /**
   * `stalledMs`: the longest time in which the client reads nothing of an answer. `answerMs`: the longest time until it
   * has the last byte.
   */
  stalledMs: number
  answerMs: number
  /** From an upgrade to its answer. */
  upgradeMs: number
  /** From our close frame to theirs. */
  closingMs: number
  /** How long a connection that we have ended may stay open on the other side. */
  goodbyeMs: number
}

export const deadlines: Deadlines = {
  headersMs: 5_000,
  requestMs: 15_000,
  keepAliveMs: 10_000,
  stalledMs: 30_000,
  answerMs: 10 * 60_000,
  upgradeMs: 10_000,
  closingMs: 5_000,
  goodbyeMs: 2_000,
}

/** Destroys the connection after so long, whatever the other end does. Returns a function that cancels this. */
export const destroyAfter = (raw: Duplex, ms: number): (() => void) => {
  const timer = setTimeout(() => raw.destroy(), ms)
  timer.unref()
  const cancel = () => {
    clearTimeout(timer)
    raw.off('close', cancel)
  }
  raw.on('close', cancel)
  return cancel
}

/** Sends a last answer and closes, even if the other end neither reads nor closes. */
export const endWith = (raw: Duplex, lastWord: string, goodbyeMs: number): void => {
  raw.on('error', () => {})
  if (!raw.writable) raw.destroy()
  if (raw.destroyed) return
  raw.end(lastWord)
  destroyAfter(raw, goodbyeMs)
}
