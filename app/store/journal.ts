import type { ForwardBody, PollBody } from '../../shared/record/kinds.ts'
import { prevBytes } from '../../shared/record/record.ts'
import type { RefusalCode } from '../../shared/wire/results.ts'

/** A record of this device that the relay has not confirmed. */
export interface Unsent {
  /** Record name. */
  name: string
  /** Room id, or the user's own id for their own room. */
  room: string
  /** The segment that it is written to. */
  segment: number
  unsigned: Uint8Array
  /** The signed record. Null until it is signed; after that, other bytes must never use this name. */
  record: Uint8Array | null
  /** When it was written, by this device's clock. */
  at: number
  /**
   * It erases, pins or reacts to a message that the relay has lost, and is sent again when the message comes back. Or it is
   * dated too early for the relay's clock, and is sent again at its time. Either may be much later.
   */
  waits?: true
  /** The relay had it before and lost it. Others may know its name, so it is never written again under another one. */
  again?: true
}

/** The id of an entry. Record names start again in every room, so the name alone is not unique. */
export const entryId = ({ room, name }: Pick<Unsent, 'room' | 'name'>): string => `${room}/${name}`

/** In its new segment it is sent at once. */
export const movedTo = (segment: number, { waits: _, ...entry }: Unsent): Unsent => ({ ...entry, segment })

/** A message, or a vote in a poll, that the relay refused. */
export interface NotSent {
  /** The id of the refused entry. */
  id: string
  room: string
  text: string
  /** The message that it replied to. */
  re?: { name: string; segment: number | null }
  /** The message whose thread it was written in. */
  thread?: { name: string; segment: number | null }
  /** What the message carried besides its text. */
  poll?: PollBody
  forward?: ForwardBody
  /** Of a vote: the name of the poll. It has no text, and the poll tells that it was refused. */
  vote?: string
  code: RefusalCode
  time: number
}

/** Whether it has words that a person can send again. */
export const isMessage = ({ vote }: Pick<NotSent, 'vote'>): boolean => vote === undefined

/** A message that this person has erased and may still take back. */
export interface DueErasure {
  room: string
  /** The segment, name and time of the message. */
  segment: number
  name: string
  time: number
  /** When it is recorded, by this device's clock. */
  at: number
}

/** The name of the refused record. */
export const recordNameOf = ({ id, room }: NotSent): string => id.slice(entryId({ room, name: '' }).length)

/** Where this device's chain of records in a room continues. */
export interface ChainEnd {
  /** Number of the next record. */
  seq: number
  prev: Uint8Array
  /** Time of the last record. */
  time: number
}
export const chainStart: ChainEnd = { seq: 1, prev: new Uint8Array(prevBytes), time: 0 }

/** What a new record replaces. It is removed in the same transaction. */
export interface InsteadOf {
  /** Id of an entry. */
  entry?: string
  /** Id among the messages that were not sent. */
  notSent?: string
  /** A name under which this device writes only once, for ever. It is noted in the same transaction. */
  once?: string
}

/** Makes the next record of a chain and its new end. Synchronous, because it runs inside a transaction. */
export type Link = (end: ChainEnd) => { entry: Unsent; next: ChainEnd }

/**
 * What this device wrote and the relay has not confirmed, the ends of its chains, and what was refused. Every method is
 * one transaction, so a record is always in exactly one place, even if the tab dies at any moment. Methods reject when
 * the disk fails.
 */
export interface Journal {
  /**
   * Reads the chain's end and stores the next record with the new end, so two tabs never use the same name. `chain` is
   * the signer's `chainIn` of the room. Null, with nothing written, if the entry that it replaces is gone because
   * another tab was first, or if something was written `once` before.
   */
  write(chain: string, link: Link, insteadOf?: InsteadOf): Promise<Unsent | null>
  /** Stores the signed bytes unless another tab already did. Resolves to the stored entry, or null if it is settled. */
  sign(id: string, record: Uint8Array): Promise<Unsent | null>
  move(id: string, segment: number): Promise<void>
  /** Marks an entry as `waits`. */
  wait(id: string): Promise<void>
  /**
   * Removes entries that the relay has or nobody wants any more, from the journal and from the messages that
   * were not sent.
   */
  settle(ids: readonly string[]): Promise<void>
  /**
   * Moves an entry from the journal to the messages that were not sent, or only removes it if there is no text to keep.
   * Does nothing and resolves to false if it was settled or refused before.
   */
  refuse(id: string, kept: NotSent | null): Promise<boolean>
  discard(id: string): Promise<void>
  /** Restores entries that the disk lost. Existing entries stay as they are. */
  restore(unsent: readonly Unsent[], notSent: readonly NotSent[]): Promise<void>
  unsent(): Promise<Unsent[]>
  notSent(): Promise<NotSent[]>
}
