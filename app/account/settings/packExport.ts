import { strFromU8, zipSync } from 'fflate'
import { readPieces } from '../../../shared/picture/picture.ts'

const endings = { 'image/webp': 'webp', 'image/png': 'png', 'image/jpeg': 'jpg' }

/** A zip file with the relay's `account.json` unchanged, and all pictures that it names. */
export const packExport = async (
  account: Uint8Array,
  picture: (hash: string) => Promise<Uint8Array | null>,
): Promise<Uint8Array<ArrayBuffer>> => {
  const files: Record<string, Uint8Array> = { 'account.json': account }
  for (const hash of picturesIn(JSON.parse(strFromU8(account)))) {
    const bytes = await picture(hash)
    if (bytes) files[`pictures/${hash}.${endings[readPieces(bytes).type]}`] = bytes
  }
  return zipSync(files)
}

/** Collects every string under a key `picture`, at any depth. */
const picturesIn = (value: unknown, found = new Set<string>()): Set<string> => {
  if (typeof value !== 'object' || value === null) return found
  for (const [key, inner] of Object.entries(value)) {
    if (key === 'picture' && typeof inner === 'string') found.add(inner)
    else picturesIn(inner, found)
  }
  return found
}
