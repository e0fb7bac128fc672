/** Web Locks, or null if the browser has none. */
export type Locks = Pick<LockManager, 'request'> | null
