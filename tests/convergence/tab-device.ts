import type { TabWord } from '../../app/store/tabs.ts'
import type { Key } from './keys.ts'
import type { ClientEnd, Line } from './line.ts'
import type { LockTable } from './locks.ts'
import type { Outbox } from './outbox.ts'
import type { Storage } from './storage.ts'

/** What a tab uses of the device that it is open on. */
export interface TabDevice {
  readonly user: string
  readonly honest: boolean
  readonly isSignedIn: boolean
  readonly key: Key
  readonly storage: Storage
  readonly outbox: Outbox
  readonly locks: LockTable
  /** Whether its tabs keep drafts and messages to be sent later. */
  readonly keepsOwn: boolean
  now(): number
  /** Whether a user is seen, by a tab that is connected. */
  isBack(user: string): boolean
  dial(client: ClientEnd): Line | null
  /** Reaches all other tabs. */
  tellTabs(from: object, word: TabWord): void
  /** All other tabs open this document again, once its copy is replaced. */
  replaceInTabs(from: object, document: string): void
  share(from: object, document: string, update: Uint8Array): void
}
