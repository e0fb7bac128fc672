import type { Rationed } from '../../shared/room/acts.ts'

/** What users have already done. */
export interface StoredActs {
  /** The answer that was given to the act with this key, as JSON. */
  answer(user: string, key: string): Promise<string | null>
  /** How often a user has done something since then that has a daily limit. */
  doneSince(user: string, what: Rationed, since: number): Promise<number>
}
