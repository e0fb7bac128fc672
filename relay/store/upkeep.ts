import type { GoneRow } from './rooms.ts'

/** What is due to be removed. */
export interface Upkeep {
  /** Users whose records in a room must be off the disk by now, and who still have some that are not blank. */
  erasuresDue(now: number): Promise<{ room: string; user: string }[]>
  /**
   * Notices from before this time (bans without a name only if the room is deleted), and all that still name a deleted
   * room.
   */
  goneDue(before: number): Promise<GoneRow[]>
  /** Deleted rooms of which anything is left besides the row itself, even if only their name in an answer to an act. */
  deletedRooms(): Promise<string[]>
  /**
   * Takes up to `limit` records of a deleted room off the disk for good, and after the last of them everything else
   * about the room except its row. Resolves to whether anything is left. Does nothing if the room is not deleted. Rows
   * in `gone` belong to the user they name, so they stay.
   */
  dropSome(room: string, limit: number): Promise<boolean>
}
