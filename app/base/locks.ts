/** Web Locks, or null where the browser has none. */
export type Locks = Pick<LockManager, 'request'> | null
