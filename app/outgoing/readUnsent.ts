import { type Body, kindOf, readBody } from '../../shared/record/kinds.ts'
import { readRecord, type SignedRecord, signatureBytes, withSignature } from '../../shared/record/record.ts'
import type { Unsent } from '../store/journal.ts'

/** The record of an entry, with an empty signature: callers need only its fields. */
export const recordOf = ({ unsigned }: Unsent): SignedRecord =>
  readRecord(withSignature(unsigned, new Uint8Array(signatureBytes)))

/** Null if this version does not know the kind. */
export const bodyOf = (entry: Unsent): Body | null => {
  const record = recordOf(entry)
  const kind = kindOf(record.kind)
  return kind === null ? null : readBody(kind, record.body)
}

export const isPost = (entry: Unsent): boolean => bodyOf(entry)?.kind === 'post'

export const isErasure = (entry: Unsent): boolean => bodyOf(entry)?.kind === 'erase'
