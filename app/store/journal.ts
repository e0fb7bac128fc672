import { prevBytes } from '../../shared/record/record.ts'
import type { RefusalCode } from '../../shared/wire/results.ts'

/** A record of this device that the relay has not confirmed. */
export interface Unsent {
  /** Record name. */
  name: string
  /** Room id; the user's own id for the own room. */
  room: string
  /** Where it goes. */
  segment: number
  unsigned: Uint8Array
  /** The signed record: no other bytes may ever stand under this name. Null until it is signed. */
  record: Uint8Array | null
  /** When it was written, by this device's clock. */
  at: number
}

/** What an entry is found by. Names count anew in each room, so the name alone would be another room's as well. */
export const entryId = ({ room, name }: Pick<Unsent, 'room' | 'name'>): string => `${room}/${name}`

/** Text of a message that the relay refused. */
export interface NotSent {
  /** Of the entry that it was. */
  id: string
  room: string
  text: string
  code: RefusalCode
  time: number
}

/** The name of the record that it was. */
export const nameOnShelf = ({ id, room }: NotSent): string => id.slice(entryId({ room, name: '' }).length)

/** Where this device's chain of records in a room goes on. */
export interface ChainEnd {
  /** Of the next record. */
  seq: number
  prev: Uint8Array
  /** Of the last record. */
  time: number
}
export const chainStart: ChainEnd = { seq: 1, prev: new Uint8Array(prevBytes), time: 0 }

/** What a new record stands in for, taken out in the same transaction. */
export interface InsteadOf {
  /** Id of an entry. */
  entry?: string
  /** Id on the shelf of what was not sent. */
  notSent?: string
}

/** Makes the next record of a chain and says where the chain goes on. Synchronous: it runs inside a transaction. */
export type Link = (end: ChainEnd) => { entry: Unsent; next: ChainEnd }

/**
 * What this device wrote and the relay has not confirmed, the chains it hangs on, and what was refused. Every method is
 * one transaction: whatever dies at whatever moment, a record is in one place or the other. Rejects where the disk does.
 */
export interface Journal {
  /**
   * Takes the chain's end and stores the next record with the new end, so that two tabs never share a name. `chain`: the
   * signer's in that room. Null, and nothing is written, if what it would stand in for is gone: another tab was first.
   */
  write(chain: string, link: Link, insteadOf?: InsteadOf): Promise<Unsent | null>
  /** Keeps the signed bytes unless another tab was first; resolves to the entry as it stands, or null if it is settled. */
  sign(id: string, record: Uint8Array): Promise<Unsent | null>
  move(id: string, segment: number): Promise<void>
  /** The relay has it, or nobody wants it any more: out of the journal, and off the shelf if it was refused before. */
  settle(ids: readonly string[]): Promise<void>
  /**
   * Out of the journal and onto the shelf of what was not sent; where there is no text to keep, just out. False, and
   * nothing is done, if it was settled or refused before.
   */
  refuse(id: string, shelf: NotSent | null): Promise<boolean>
  discard(id: string): Promise<void>
  /** Puts back what the disk lost; what is there stays as it is. */
  restore(unsent: readonly Unsent[], notSent: readonly NotSent[]): Promise<void>
  unsent(): Promise<Unsent[]>
  notSent(): Promise<NotSent[]>
}
