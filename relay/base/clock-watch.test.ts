import { expect, it } from 'vitest'
import { HandClock } from '../../tests/world/house.ts'
import { ClockWatch } from './clock-watch.ts'
import { clockSentence } from './log.ts'
import type { LogEvent } from './surroundings.ts'

const hour = 3_600_000

const watch = () => {
  const [clock, events] = [new HandClock(), [] as LogEvent[]]
  return { clock, events, watch: new ClockWatch({ clock, log: (event) => events.push(event) }) }
}

it('warns once when the clock is behind the newest record, and says once when it is right again', async () => {
  const { clock, events, watch: clocks } = watch()
  clocks.kept(clock.now() + 24 * hour)
  expect(clocks.trouble()).toEqual({ against: 'records', byMs: -24 * hour })
  clocks.kept(clock.now())
  expect(events).toEqual([{ what: 'clock', trouble: { against: 'records', byMs: -24 * hour } }])
  await clock.pass(24 * hour)
  expect(clocks.trouble()).toBeNull()
  expect(events.at(-1)).toEqual({ what: 'clock', trouble: null })
})

it('finds the clock wrong when most of at least three accounts, in several networks, have another time', () => {
  const { clock, watch: clocks } = watch()
  const says = (user: string, network: string, byMs: number) => clocks.heard(user, network, clock.now() + byMs)
  says('amy', '192.0.2.1', -2 * hour)
  says('bob', '192.0.2.2', -2 * hour)
  expect(clocks.trouble()).toBeNull()
  says('cy', '192.0.2.2', -2 * hour)
  expect(clocks.trouble()).toEqual({ against: 'clients', byMs: 2 * hour })
  says('dee', '192.0.2.3', 1_000)
  expect(clocks.trouble()).toEqual({ against: 'clients', byMs: 2 * hour })
  says('eve', '192.0.2.4', 0)
  expect(clocks.trouble()).toBeNull()
  clocks.left('eve')
  clocks.left('amy')
  expect(clocks.trouble()).toBeNull()
})

it("liars can't make the clock look wrong, neither two on a quiet relay nor fifty from one network", () => {
  const { clock, events, watch: clocks } = watch()
  clocks.heard('liar 1', '192.0.2.1', clock.now() + 2 * hour)
  clocks.heard('liar 2', '192.0.2.2', clock.now() + 2 * hour)
  expect(clocks.trouble()).toBeNull()
  for (let n = 3; n <= 50; n++) clocks.heard(`liar ${n}`, '192.0.2.1', clock.now() + 2 * hour)
  clocks.left('liar 2')
  expect(clocks.trouble()).toBeNull()
  expect(events).toEqual([])
})

it('says in one sentence what is wrong and what to do', () => {
  const sentence = clockSentence({ against: 'records', byMs: -24 * hour })
  expect(sentence).toBe('the clock of this machine is 24 hours behind the newest message kept here. Set it right.')
  expect(clockSentence({ against: 'clients', byMs: 2 * hour })).toContain('2 hours ahead of most devices')
  expect(clockSentence({ against: 'itself', byMs: 90 * 60_000 })).toContain('put back by 90 minutes')
})
