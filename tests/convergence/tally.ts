import { type Mix, mixes } from './mixes.ts'
import type { MixCounts } from './witness.ts'

/** Counts how often each mix really happened, and in how many stories. */
export class Tally {
  stories = 0
  readonly #times = new Map<Mix, { times: number; stories: number }>()

  add(counts: MixCounts): void {
    this.stories++
    for (const [mix, times] of counts) {
      const so = this.#times.get(mix) ?? { times: 0, stories: 0 }
      this.#times.set(mix, { times: so.times + times, stories: so.stories + 1 })
    }
  }

  storiesWith(mix: Mix): number {
    return this.#times.get(mix)?.stories ?? 0
  }

  toString(): string {
    const lines = (Object.keys(mixes) as Mix[]).map((mix) => {
      const { times, stories } = this.#times.get(mix) ?? { times: 0, stories: 0 }
      return `${mix}: ${times} times in ${stories} of ${this.stories} stories`
    })
    return lines.join('\n')
  }
}
