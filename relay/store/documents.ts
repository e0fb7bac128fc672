/** Documents that the relay writes itself: rosters, homes and profiles. */
export interface StoredDocuments {
  /** The state as one Yjs update. */
  byName(name: string): Promise<Uint8Array | null>
}
