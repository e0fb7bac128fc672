import type { LinkOverReason } from '../../../shared/link-over.ts'
import type { FieldErrorCode } from './AccountView.ts'

/**
 * Why a request failed, including the reasons why a link no longer works. `address`: the relay does not accept this
 * page's address as its own. `full`: the relay's disk is full. `unknown`: there is no user with that name.
 */
export type Trouble =
  | 'offline'
  | 'address'
  | 'full'
  | 'signed-out'
  | 'too-many'
  | 'not-allowed'
  | 'unknown'
  | 'failed'
  | LinkOverReason
/** Null if it is done. Otherwise an error of one field, or the reason why nothing was done. */
export type Outcome = { field: string; code: FieldErrorCode | 'wrong' } | { trouble: Trouble } | null
