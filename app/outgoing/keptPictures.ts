import { sha256 } from '@noble/hashes/sha2.js'
import { toBase64url } from '../../shared/base64url.ts'
import type { Table } from '../base/table.ts'
import type { Api } from '../sync/api.ts'

/** Pictures made on this device that the relay has not got yet, by content hash. */
export interface KeptPictures {
  /** Keeps it until an act that names it is sent; resolves to its hash. */
  put(bytes: Uint8Array): Promise<string>
  /** Takes it to the relay, if it is kept here. False: the relay cannot be reached, come again. */
  upload(hash: string): Promise<boolean>
  /** All that the relay has not got, with their hashes. */
  all(): readonly (readonly [string, Uint8Array])[]
}

export interface KeptPicturesParts {
  table: Table<Uint8Array>
  api: Api
  /** From now on it can be seen, before the relay has it. */
  show(hash: string, bytes: Blob): void
  /** The disk would not take or give one. It lasts as long as the tab. */
  failed(error: unknown): void
}

export const openKeptPictures = async ({ table, api, show, failed }: KeptPicturesParts): Promise<KeptPictures> => {
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
      // Another tab may have made it.
      const bytes = kept.get(hash) ?? (await table.get(hash).catch(() => undefined))
      if (!bytes) return true
      const answer = await api.upload('/pictures', bytes, pictureType(bytes))
      if (answer === 'offline' || answer.status === 401 || answer.status === 429 || answer.status >= 500) return false
      // What the relay will never take is not offered again; the act that names it is refused, and says so.
      kept.delete(hash)
      await table.delete(hash).catch(failed)
      return true
    },
  }
}

/** By the first bytes. */
export const pictureType = ([first]: Uint8Array): 'image/webp' | 'image/png' | 'image/jpeg' =>
  first === 0x52 ? 'image/webp' : first === 0x89 ? 'image/png' : 'image/jpeg'
