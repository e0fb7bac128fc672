import { Malformed, Reader, readUtf8, Writer } from '../bytes.ts'
import { asSeen, type Seen } from '../room/seen.ts'
import { isId } from './documents.ts'

/** One entry of a y-protocols awareness update. A null `state` means that the client is gone. */
export interface PresenceEntry {
  client: number
  clock: number
  state: PresenceState | null
}

/** Everything that presence may carry. The relay sets `user`, whatever the client wrote. */
export interface PresenceState {
  user?: string
  status?: 'online' | 'away'
  typing?: boolean
  /** Whether the room is on this person's screen. */
  here?: boolean
  /** How far this person has read in the room. Missing: they don't tell. */
  read?: Seen
  /** Number of people reading without an account. Only the relay's own entry, of client `relayPresence`, has it. */
  guests?: number
}

/** The Yjs client id that the relay uses for itself. */
export const relayPresence = 1

export const presenceLimits = { entries: 10_000, stateBytes: 2_048, maxClock: 2 ** 32 - 1 } as const

/**
 * Parses an awareness update. Only the allowed fields of each entry are copied. Entries of clients for which `isMeant`
 * is false are skipped without reading their state. A state is at most `presenceLimits.stateBytes` long, so it is never
 * deeply nested. Throws `Malformed`.
 */
export const parsePresence = (bytes: Uint8Array, isMeant = (_client: number) => true): PresenceEntry[] => {
  const reader = new Reader(bytes)
  const count = reader.varuint()
  if (count > presenceLimits.entries) throw new Malformed('too many presence entries')
  const entries: PresenceEntry[] = []
  for (let i = 0; i < count; i++) {
    const entry = readEntry(reader, isMeant)
    if (entry) entries.push(entry)
  }
  reader.end()
  return entries
}

const readEntry = (reader: Reader, isMeant: (client: number) => boolean): PresenceEntry | null => {
  const client = reader.varuint()
  const clock = reader.varuint()
  if (client > 2 ** 32 - 1 || clock > presenceLimits.maxClock) throw new Malformed('presence client or clock too large')
  const state = reader.varbytes(presenceLimits.stateBytes)
  return isMeant(client) ? { client, clock, state: readState(state) } : null
}

const readState = (bytes: Uint8Array): PresenceState | null => {
  let value: unknown
  try {
    value = JSON.parse(readUtf8(bytes))
  } catch {
    throw new Malformed('presence is not JSON')
  }
  if (value === null) return null
  if (typeof value !== 'object') throw new Malformed('presence is not an object')
  return allowed(value as { [key: string]: unknown })
}

const allowed = (value: { [key: string]: unknown }): PresenceState => {
  const state: PresenceState = {}
  if (isId(value.user)) state.user = value.user
  if (value.status === 'online' || value.status === 'away') state.status = value.status
  if (typeof value.typing === 'boolean') state.typing = value.typing
  if (typeof value.here === 'boolean') state.here = value.here
  const read = asSeen(value.read)
  if (read) state.read = read
  if (Number.isSafeInteger(value.guests)) state.guests = value.guests as number
  return state
}

export const writePresence = (entries: readonly PresenceEntry[]): Uint8Array => {
  const writer = new Writer(entries.length * 64 + 4).varuint(entries.length)
  for (const { client, clock, state } of entries) writer.varuint(client).varuint(clock).varstring(JSON.stringify(state))
  return writer.done()
}
