import type { RefusalCode } from '../../shared/wire/results.ts'
import type { Change } from '../store/store.ts'

/** What an act changes in the rows. Which documents show that is found later. */
export interface Outcome {
  change?: Change
  /** The room's name, if it changes. */
  name?: string
  /** Users whose connections to the room's documents are closed. They may come back as guests. */
  closeUsers?: string[]
  /** Users who should have been added but can only be invited. */
  leftOut?: string[]
}
export type Refused = { refusal: RefusalCode }

export const refuse = (refusal: RefusalCode): Refused => ({ refusal })
