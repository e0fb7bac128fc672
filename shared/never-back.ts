/** Time that never goes back, and by how much it is ahead of the clock that it follows. */
export interface NeverBack {
  now(): number
  aheadMs(): number
}

/**
 * Follows a clock that may be put back while we run: then it goes on at half speed until the other has caught up. All that
 * counts time that has passed would wait for hours otherwise. A clock put ahead is followed at once, for a machine that slept
 * looks the same.
 */
export const neverBack = (clock: () => number): NeverBack => {
  let last = clock()
  let ahead = 0
  const now = () => {
    const at = clock()
    const passed = at - last
    last = at
    ahead -= passed < 0 ? passed : Math.min(ahead, passed / 2)
    return Math.floor(at + ahead)
  }
  return {
    now,
    aheadMs: () => {
      now()
      return Math.floor(ahead)
    },
  }
}
