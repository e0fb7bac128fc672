import { expect, it } from 'vitest'
import { HandClock } from '../tests/world/house.ts'
import { ClockWatch } from './clock-watch.ts'
import { clockSentence } from './log.ts'
import type { LogEvent } from './surroundings.ts'

const hour = 3_600_000

const watch = () => {
  const [clock, events] = [new HandClock(), [] as LogEvent[]]
  return { clock, events, watch: new ClockWatch({ clock, log: (event) => events.push(event) }) }
}

it('a clock behind the newest record is told of once, and again when it is right', async () => {
  const { clock, events, watch: clocks } = watch()
  clocks.kept(clock.now() + 24 * hour)
  expect(clocks.trouble()).toEqual({ against: 'records', byMs: -24 * hour })
  clocks.kept(clock.now())
  expect(events).toEqual([{ what: 'clock', trouble: { against: 'records', byMs: -24 * hour } }])
  await clock.pass(24 * hour)
  expect(clocks.trouble()).toBeNull()
  expect(events.at(-1)).toEqual({ what: 'clock', trouble: null })
})

it('most of the clients have another time: the clock is wrong; one of three has: theirs is', () => {
  const { clock, watch: clocks } = watch()
  clocks.heard('amy', clock.now() - 2 * hour)
  expect(clocks.trouble()).toBeNull()
  clocks.heard('bob', clock.now())
  clocks.heard('cy', clock.now() + 1_000)
  expect(clocks.trouble()).toBeNull()
  clocks.heard('bob', clock.now() - 2 * hour)
  expect(clocks.trouble()).toEqual({ against: 'clients', byMs: 2 * hour })
  clocks.left('amy')
  expect(clocks.trouble()).toBeNull()
})

it('says in one sentence what is wrong and what to do', () => {
  const sentence = clockSentence({ against: 'records', byMs: -24 * hour })
  expect(sentence).toBe('the clock of this machine is 24 hours behind the newest message kept here. Set it right.')
  expect(clockSentence({ against: 'clients', byMs: 2 * hour })).toContain('2 hours ahead of most devices')
  expect(clockSentence({ against: 'itself', byMs: 90 * 60_000 })).toContain('put back by 90 minutes')
})
