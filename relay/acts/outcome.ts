import type { RefusalCode } from '../../shared/wire/results.ts'
import type { Stale } from '../documents/documents.ts'
import type { Change } from '../store/store.ts'

/** What an act does to the rows, before the documents that show them. */
export interface Outcome extends Partial<Stale> {
  change?: Change
  /** The room's name where it is not as before. */
  name?: string
  /** Whose connections to a room's documents must end, though they may come again as a guest. */
  closeUsers?: string[]
  /** Users who were to be added and only may be invited. */
  leftOut?: string[]
}
export type Refused = { refusal: RefusalCode }

export const refuse = (refusal: RefusalCode): Refused => ({ refusal })
