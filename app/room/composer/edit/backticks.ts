/** Backticks that can stand around a text: more than it has in a row, and at least `least`. */
export const backticksAround = (text: string, least: number): string => {
  let most = least - 1
  for (const { 0: run } of text.matchAll(/`+/g)) most = Math.max(most, run.length)
  return '`'.repeat(most + 1)
}
