import { closeCodes } from '../../shared/wire/results.ts'
import type { ClockTrouble, LogEvent, NotedAct } from './surroundings.ts'

/** Writes one line to standard error. An error adds its stack. */
export const logLine = (line: string, error?: unknown): void => {
  const cause =
    error === undefined ? '' : `: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`
  console.error(`${new Date().toISOString()} ${line}${cause}`)
}

export const logEvent = (event: LogEvent): void => {
  const line = lineOf(event)
  if (line !== null) logLine(line, event.what === 'fault' ? event.error : undefined)
}

/** Null if nobody needs to read about this event. */
export const lineOf = (event: LogEvent): string | null => {
  switch (event.what) {
    case 'fault':
      return `fault in ${event.where}`
    case 'disk-full':
      return `the disk is full: refused a record in room ${event.room}`
    case 'misbehaviour':
      return `device ${event.device} misbehaved in room ${event.room}: ${event.how}, record ${event.name}`
    case 'clock':
      return event.trouble ? clockSentence(event.trouble) : 'the clock of this machine agrees with the others again'
    case 'act':
      // Quoted, so that the name of a room cannot look like text of the relay.
      return `${event.by} ${actText(event.act, event.about)} in room ${JSON.stringify(event.room.name)} (${event.room.id})`
    case 'closed':
      // Most sockets close normally, so only malformed messages are logged.
      return event.code === closeCodes.malformed
        ? `closed a socket of ${event.user ?? 'a guest'}: ${event.reason}`
        : null
  }
}

/** Describes clock trouble for the operator. */
export const clockSentence = ({ against, byMs }: ClockTrouble): string => {
  const by = lengthOf(Math.abs(byMs))
  const side = byMs > 0 ? 'ahead of' : 'behind'
  switch (against) {
    case 'records':
      return `the clock of this machine is ${by} ${side} the newest message kept here. Set it right.`
    case 'clients':
      return `the clock of this machine is ${by} ${side} most devices that are connected. Set it right.`
    case 'itself':
      return `the clock of this machine was put back by ${by} while the relay ran. The relay's clock runs slowly until the time catches up. Restart the relay to use the new time at once.`
  }
}

const lengthOf = (ms: number): string => {
  const minutes = Math.round(ms / 60_000)
  const hours = Math.round(minutes / 60)
  if (minutes < 120) return `${minutes} minutes`
  return hours < 72 ? `${hours} hours` : `${Math.round(hours / 24)} days`
}

const actText = (act: NotedAct, about: string | null): string => {
  switch (act.do) {
    case 'ban':
      return `banned ${about}${act.erase ? ' and is erasing everything they posted' : ''}`
    case 'unban':
      return `lifted the ban on ${about}`
    case 'remove':
      return `removed ${about}`
    case 'role':
      return `made ${about} a ${act.role}`
    case 'hand-over':
      return `made ${about} the owner`
    case 'delete':
      return 'deleted everything'
  }
}
