/** A clock that never goes back. `aheadMs`: how far it is ahead of the clock that it follows. */
export interface NeverBack {
  now(): number
  aheadMs(): number
}

/**
 * Follows a clock that may be set back while the program runs. When that happens it goes on at half speed until the
 * other has caught up; otherwise every timer would wait for hours. A clock set forward is followed at once, because a
 * machine that slept looks the same.
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
