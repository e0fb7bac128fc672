import { closeCodes } from '../shared/wire/results.ts'
import type { LogEvent } from './surroundings.ts'

/** One line per event on standard error; a fault brings its stack. */
export const logLine = (line: string, error?: unknown): void => {
  const cause =
    error === undefined ? '' : `: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`
  console.error(`${new Date().toISOString()} ${line}${cause}`)
}

export const logEvent = (event: LogEvent): void => {
  const line = lineOf(event)
  if (line !== null) logLine(line, event.what === 'fault' ? event.error : undefined)
}

/** Null: nothing that anyone need read. */
const lineOf = (event: LogEvent): string | null => {
  switch (event.what) {
    case 'fault':
      return `fault in ${event.where}`
    case 'disk-full':
      return `the disk is full: refused a record in room ${event.room}`
    case 'misbehaviour':
      return `device ${event.device} misbehaved in room ${event.room}: ${event.how}, record ${event.name}`
    case 'closed':
      // Most sockets end in an ordinary way.
      return event.code === closeCodes.malformed
        ? `closed a socket of ${event.user ?? 'a guest'}: ${event.reason}`
        : null
  }
}
