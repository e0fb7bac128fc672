/** Pictures of users and rooms. */
export interface StoredPictures {
  byHash(hash: string): Promise<PictureRow | null>
  /** Deletes pictures from before this time that no user and no room shows. Deleted users and rooms show none. */
  dropUnused(before: number): Promise<void>
}

/** Bytes under their SHA-256, base64url. */
export interface PictureRow {
  hash: string
  type: 'image/webp' | 'image/png' | 'image/jpeg'
  bytes: Uint8Array
  at: number
}
