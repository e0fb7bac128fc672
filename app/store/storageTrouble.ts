/**
 * `full`: a write failed because there is no space. `blocked`: storage could not be opened. `evicted`: the browser
 * deleted what was stored.
 */
export type StorageTrouble = 'full' | 'blocked' | 'evicted'
