import { acts } from './acts.ts'
import { hostility } from './hostility.ts'
import { plots } from './plots.ts'
import { restorePlots } from './restore-plots.ts'
import { talk } from './talk.ts'
import { troubles } from './troubles.ts'
import type { World } from './world.ts'

/** Does one thing, drawn by chance, and says what; null where it cannot happen now. */
export type Event = (world: World) => string | null

export const events = { ...talk, ...acts, ...troubles, ...hostility, ...plots, ...restorePlots } satisfies {
  [name: string]: Event
}
export type EventName = keyof typeof events
