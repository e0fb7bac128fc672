const longestShown = 2_000
const mostLines = 30

/** Whether a message fills more than a screen. */
export const isLong = (text: string): boolean => text.length > longestShown || hasLines(text, mostLines)

const hasLines = (text: string, number: number): boolean => {
  let at = -1
  for (let lines = 0; lines < number; lines++) {
    at = text.indexOf('\n', at + 1)
    if (at < 0) return false
  }
  return true
}
