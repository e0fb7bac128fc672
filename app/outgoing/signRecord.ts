import { fromBase64url, toBase64url } from '../../shared/base64url.ts'
import { withSignature } from '../../shared/record/record.ts'
import { signedBytes } from '../../shared/record/signed-bytes.ts'
import type { Signer } from '../store/identity.ts'
import { entryId, type Unsent } from '../store/journal.ts'
import type { UnsentBook } from './unsent.ts'

/** True if this device's current key signed the entry, or is to sign it. */
export const isOfThisKey = ({ name }: Unsent, { device }: Signer): boolean => name.startsWith(`${toBase64url(device)}.`)

/**
 * Signs a record and stores it in the journal before anybody else gets it. If another tab was first, this is that tab's
 * signed record. Null if the entry is settled by now.
 */
export const signRecord = async (entry: Unsent, signer: Signer, book: UnsentBook): Promise<Unsent | null> => {
  if (entry.record) return entry
  const signature = await signer.sign(signedBytes(fromBase64url(entry.room), entry.unsigned))
  return book.sign(entryId(entry), withSignature(entry.unsigned, signature))
}
