import type { Act } from '../../shared/room/acts.ts'

/** What the core needs of the world, so that all of it runs under a fake clock. It has no use for chance. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
  /** Runs once, later; the returned function calls it off. */
  after(ms: number, run: () => void): () => void
  /** By how much it is ahead of the machine's own, which was put back. */
  aheadMs?(): number
}

/** What the clock cannot agree with, and by how much it is ahead of that; less than nothing: behind. */
export interface ClockTrouble {
  against: 'records' | 'clients' | 'itself'
  byMs: number
}

/** Whether an Ed25519 signature is right. `publicKey` is raw, 32 bytes; never rejects. */
export type Verify = (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) => Promise<boolean>

export type Log = (event: LogEvent) => void
export type LogEvent =
  | { what: 'fault'; where: string; error: unknown }
  | { what: 'disk-full'; room: string }
  /** Two different records under one name, a record of a checked run that its device did not sign, or one that the device brought of another, who did not. */
  | {
      what: 'misbehaviour'
      room: string
      device: string
      name: string
      how: 'name-used' | 'bad-signature' | 'carried-forgery'
    }
  /** Null: all agrees again. */
  | { what: 'clock'; trouble: ClockTrouble | null }
  /** Something was done to others, or to all of a room. `by` and `about`: user names. */
  | { what: 'act'; act: NotedAct; by: string; about: string | null; room: { id: string; name: string } }
  | { what: 'closed'; code: number; reason: string; user: string | null }

export type NotedAct = Extract<Act, { do: (typeof notedActs)[number] }>
const notedActs = ['ban', 'unban', 'remove', 'role', 'hand-over', 'delete'] as const
export const isNoted = (act: Act): act is NotedAct => notedActs.some((noted) => noted === act.do)
