import type { Duplex } from 'node:stream'

export interface Deadlines {
  /** From the first byte, or from the connection where none comes, to the end of the headers. */
  headersMs: number
  /** To the end of the body. */
  requestMs: number
  /** Between two requests. */
  keepAliveMs: number
  /** In which nothing is read of an answer, and to its last byte. */
  stalledMs: number
  answerMs: number
  /** From an upgrade to its answer. */
  upgradeMs: number
  /** From our close frame to theirs. */
  closingMs: number
  /** Of what was ended here and is not ended there. */
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

/** Whatever the other end does, or does not, the connection is gone after so long. Returns how to call it off. */
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

/** A last word. Nobody has to read it, nor to close in return. */
export const endWith = (raw: Duplex, lastWord: string, goodbyeMs: number): void => {
  raw.on('error', () => {})
  if (!raw.writable) raw.destroy()
  if (raw.destroyed) return
  raw.end(lastWord)
  destroyAfter(raw, goodbyeMs)
}
