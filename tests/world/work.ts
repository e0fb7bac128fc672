/**
 * How much more work one long text takes than the same length split into 32 texts. The ratio is about 1 if the work
 * grows with the length, and about 32 if it grows with the square. The quickest try of each counts, since other load on
 * the machine only makes a try slower. A high ratio is tried again, so it stays high only if the work causes it. If the
 * machine is so busy that every try is disturbed, the sums of all tries count too, as both sides are disturbed equally.
 * `length` is that of the long text, in UTF-16 units.
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

/** Between 1 and 32 and far from both, so that a busy machine makes no difference. */
export const linear = 8

const parts = 32
const warmUps = 3
const rounds = 24
/** Shorter times are raised to this, since they say more about the clock than about the work. */
const shortestMs = 0.3

const timeOf = (read: (text: string) => unknown, texts: readonly string[]): number => {
  const start = performance.now()
  for (const text of texts) read(text)
  return Math.max(performance.now() - start, shortestMs)
}
