import type { Chance } from '../world/chance.ts'

export const happens = (chance: Chance, probability: number): boolean => chance.next() < probability

/** A whole number from `least` to `most`, including both. */
export const between = (chance: Chance, least: number, most: number): number => least + chance.below(most - least + 1)

/** A random key, as likely as its weight. Null if no key has a weight. */
export const weighted = <K extends string>(chance: Chance, weights: { readonly [key in K]?: number }): K | null => {
  const entries = Object.entries<number | undefined>(weights) as [K, number][]
  const total = entries.reduce((sum, [, weight]) => sum + weight, 0)
  let left = chance.next() * total
  for (const [key, weight] of entries) {
    left -= weight
    if (left < 0) return key
  }
  return null
}

export const clientId = (chance: Chance): number => chance.below(2 ** 32)
