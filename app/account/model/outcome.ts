import type { LinkOverReason } from '../../../shared/link-over.ts'
import type { FieldErrorCode } from './AccountView.ts'

/**
 * Why a link works no more is among them. `address`: the relay does not know this page's address as its own; `full`: its disk
 * is; `unknown`: nobody goes by that name.
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
/** Null: it is done. What is wrong with a field, by its name; or why nothing was done at all. */
export type Outcome = { field: string; code: FieldErrorCode | 'wrong' } | { trouble: Trouble } | null
