import { type Body, type Kind, kindOf, readBody } from '../../shared/record/kinds.ts'
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

const wordless: readonly (Kind | undefined)[] = ['erase', 'react', 'pin']

/** An act about a message that is worth as much later. */
export const isWordless = (entry: Unsent): boolean => wordless.includes(bodyOf(entry)?.kind)
