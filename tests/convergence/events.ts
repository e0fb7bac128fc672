import { acts } from './acts.ts'
import { answers } from './answers.ts'
import { drafts } from './drafts.ts'
import { hostility } from './hostility.ts'
import { later } from './later.ts'
import { plots } from './plots.ts'
import { polls } from './polls.ts'
import { restorePlots } from './restore-plots.ts'
import { talk } from './talk.ts'
import { telling } from './telling.ts'
import { troubles } from './troubles.ts'
import type { World } from './world.ts'

/** Does one thing with random choices and describes it. Returns null if it is not possible now. */
export type Event = (world: World) => string | null

export const events = {
  ...talk,
  ...answers,
  ...polls,
  ...telling,
  ...drafts,
  ...later,
  ...acts,
  ...troubles,
  ...hostility,
  ...plots,
  ...restorePlots,
} satisfies {
  [name: string]: Event
}
export type EventName = keyof typeof events
