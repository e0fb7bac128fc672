/** Seeds that found a bug once; each is told again in every run. */
export const keptSeeds: readonly { seed: number; found: string }[] = []
