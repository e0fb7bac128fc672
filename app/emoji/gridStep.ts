export const columns = 8

/**
 * Where a key leads in a grid of `count` cells; null if it is no key of grids. -1: above the first row. Left and Right
 * go on to the next row.
 */
export const gridStep = (key: string, from: number, count: number, isMirrored = false): number | null => {
  const last = count - 1
  const clamped = (at: number) => Math.max(0, Math.min(last, at))
  const forward = isMirrored ? -1 : 1
  const row = from - (from % columns)
  switch (key) {
    case 'ArrowRight':
      return clamped(from + forward)
    case 'ArrowLeft':
      return clamped(from - forward)
    case 'ArrowDown':
      return row + columns > last ? from : clamped(from + columns)
    case 'ArrowUp':
      return from < columns ? -1 : from - columns
    case 'Home':
      return row
    case 'End':
      return clamped(row + columns - 1)
    case 'PageDown':
      return clamped(from + columns * pageRows)
    case 'PageUp':
      return clamped(from - columns * pageRows)
    default:
      return null
  }
}

const pageRows = 5
