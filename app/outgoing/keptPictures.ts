import { sha256 } from '@noble/hashes/sha2.js'
import { toBase64url } from '../../shared/base64url.ts'
import type { Table } from '../base/table.ts'
import type { Api } from '../sync/api.ts'

/** Pictures made on this device that the relay does not have yet, by content hash. */
export interface KeptPictures {
  /** Keeps the picture until an act that names it is sent. Resolves to its hash. */
  put(bytes: Uint8Array): Promise<string>
  /** Uploads the picture if it is kept here. Resolves to false if the relay cannot be reached: try again later. */
  upload(hash: string): Promise<boolean>
  /** All pictures that the relay does not have yet, with their hashes. */
  all(): readonly (readonly [string, Uint8Array])[]
}

export const openKeptPictures = async ({
  table,
  api,
  show,
  failed,
}: {
  table: Table<Uint8Array>
  api: Api
  /** Makes the picture visible here before the relay has it. */
  show(hash: string, bytes: Blob): void
  /** The disk failed to store or read a picture. The picture then lasts as long as the tab. */
  failed(error: unknown): void
}): Promise<KeptPictures> => {
  const kept = new Map<string, Uint8Array>()
  const keep = (hash: string, bytes: Uint8Array) => {
    kept.set(hash, bytes)
    show(hash, new Blob([bytes as Uint8Array<ArrayBuffer>], { type: pictureType(bytes) }))
  }
  const read = async () => {
    for (const [hash, bytes] of await table.entries()) keep(hash, bytes)
  }
  await read().catch(failed)

  return {
    all: () => [...kept],
    put: async (bytes) => {
      const hash = toBase64url(sha256(bytes))
      keep(hash, bytes)
      await table.put(hash, bytes).catch(failed)
      return hash
    },
    upload: async (hash) => {
      // Another tab may have made the picture.
      const bytes = kept.get(hash) ?? (await table.get(hash).catch(() => undefined))
      if (!bytes) return true
      const answer = await api.upload('/pictures', bytes, pictureType(bytes))
      if (answer === 'offline' || answer.status === 401 || answer.status === 429 || answer.status >= 500) return false
      // The relay will never take this picture, so it is not offered again. The act that names it will be refused,
      // which tells the user.
      kept.delete(hash)
      await table.delete(hash).catch(failed)
      return true
    },
  }
}

/** Decides by the first byte. */
export const pictureType = ([first]: Uint8Array): 'image/webp' | 'image/png' | 'image/jpeg' =>
  first === 0x52 ? 'image/webp' : first === 0x89 ? 'image/png' : 'image/jpeg'
