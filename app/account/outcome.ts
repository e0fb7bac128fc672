import type { FieldErrorCode } from './view.ts'

/** `over`: a link that was used or is too old; `unknown`: nobody goes by that name. */
export type Trouble = 'offline' | 'signed-out' | 'too-many' | 'not-allowed' | 'over' | 'unknown' | 'failed'
/** Null: it is done. What is wrong with a field, by its name; or why nothing was done at all. */
export type Outcome = { field: string; code: FieldErrorCode | 'wrong' } | { trouble: Trouble } | null
