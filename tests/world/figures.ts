/** Prints one line with a number that people compare between runs. */
export const printFigure = (line: string): void => {
  process.stdout.write(`figure: ${line}\n`)
}

/** The quantile: the given `share` of the sorted values lies below the result. */
export const quantile = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

export const spread = (values: readonly number[]): string =>
  `p50 ${quantile(values, 0.5).toFixed(1)} ms, p99 ${quantile(values, 0.99).toFixed(1)} ms, worst ${Math.max(...values).toFixed(1)} ms`
