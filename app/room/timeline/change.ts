/**
 * A step from one list of keys to another that keeps the rows on screen in place. It takes one step, or two if rows
 * changed both above and below.
 */
export interface Step {
  keys: readonly string[]
  /** Rows changed above the anchor, so keep the distance to the end instead of to the start. */
  shift: boolean
}

/** `anchor`: index in `before` of a row that is on screen. */
export function stepsBetween(before: readonly string[], after: readonly string[], anchor: number): Step[] {
  const key = before[anchor]
  const at = key === undefined ? -1 : indexNear(after, key, anchor)
  if (at < 0 || at === anchor) return [{ keys: after, shift: false }]
  const sameBelow = at + before.length - anchor
  if (sameBelow === after.length) return [{ keys: after, shift: true }]
  return [
    { keys: fitTo(after, sameBelow), shift: true },
    { keys: after, shift: false },
  ]
}

function fitTo(keys: readonly string[], length: number): readonly string[] {
  if (length <= keys.length) return keys.slice(0, length)
  return [...keys, ...Array.from({ length: length - keys.length }, (_, at) => `filler ${at}`)]
}

function indexNear(keys: readonly string[], key: string, guess: number): number {
  if (keys[guess] === key) return guess
  const after = keys.indexOf(key, guess)
  return after >= 0 ? after : keys.lastIndexOf(key, guess)
}
