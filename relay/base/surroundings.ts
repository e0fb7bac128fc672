import type { Act } from '../../shared/room/acts.ts'

/** The time as the core sees it, so that tests can run all of it with a fake clock. The core uses no randomness. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
  /** Calls back once after so long. Returns a function that cancels it. */
  after(ms: number, run: () => void): () => void
  /** How far it is ahead of the machine's clock, if that was set back. */
  aheadMs?(): number
}

/** What disagrees with our clock, and by how much our clock is ahead of it. A negative `byMs` means behind. */
export interface ClockTrouble {
  against: 'records' | 'clients' | 'itself'
  byMs: number
}

/** Whether an Ed25519 signature is valid. `publicKey` is raw, 32 bytes. Never rejects. */
export type Verify = (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) => Promise<boolean>

export type Log = (event: LogEvent) => void
export type LogEvent =
  | { what: 'fault'; where: string; error: unknown }
  | { what: 'disk-full'; room: string }
  /**
   * A device did one of these: it used one name for two different records (`name-used`), sent a record in a checked run
   * that it did not sign (`bad-signature`), or sent a record of another device that the other did not sign
   * (`carried-forgery`).
   */
  | {
      what: 'misbehaviour'
      room: string
      device: string
      name: string
      how: 'name-used' | 'bad-signature' | 'carried-forgery'
    }
  /** Null: the clock agrees with everything again. */
  | { what: 'clock'; trouble: ClockTrouble | null }
  /** An act on other people or on a whole room. `by` and `about` are user names. */
  | { what: 'act'; act: NotedAct; by: string; about: string | null; room: { id: string; name: string } }
  | { what: 'closed'; code: number; reason: string; user: string | null }

export type NotedAct = Extract<Act, { do: (typeof notedActs)[number] }>
const notedActs = ['ban', 'unban', 'remove', 'role', 'hand-over', 'delete'] as const
export const isNoted = (act: Act): act is NotedAct => notedActs.some((noted) => noted === act.do)
