/** `full`: a write failed for want of room; `blocked`: storage could not be opened; `evicted`: the browser took what was here. */
export type StorageTrouble = 'full' | 'blocked' | 'evicted'
