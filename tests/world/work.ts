/**
 * By how much more work a long text takes than the same length in 32 texts: about 1 where the work grows with the length, 32
 * where it grows with its square. Of each the quickest try counts, since all else on a machine only makes it slower; so a high
 * ratio is tried again, and stays high only where it is the work. On a machine so busy that no try is undisturbed, all tries
 * together count: they are disturbed alike. `length` is that of the long text, in UTF-16 units.
 */
export const growth = (piece: string, read: (text: string) => unknown, length = 32_000): number => {
  const [short, long] = [length / parts, length].map((units) => piece.repeat(Math.ceil(units / piece.length)))
  const shorts = Array<string>(parts).fill(short ?? '')
  let [apart, whole] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]
  for (let n = 0; n < warmUps; n++) apart = Math.min(apart, timeOf(read, shorts))
  let [allApart, allWhole] = [0, 0]
  for (let n = 0; n < rounds && !(whole / apart < linear); n++) {
    const [apartNow, wholeNow] = [timeOf(read, shorts), timeOf(read, [long ?? ''])]
    apart = Math.min(apart, apartNow)
    whole = Math.min(whole, wholeNow)
    allApart += apartNow
    allWhole += wholeNow
  }
  return Math.min(whole / apart, allWhole / allApart)
}

/** Far from both, so that a busy machine makes no difference. */
export const linear = 8

const parts = 32
const warmUps = 3
const rounds = 24
/** Below it a clock says more than the work. */
const shortestMs = 0.3

const timeOf = (read: (text: string) => unknown, texts: readonly string[]): number => {
  const start = performance.now()
  for (const text of texts) read(text)
  return Math.max(performance.now() - start, shortestMs)
}
