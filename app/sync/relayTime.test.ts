import { expect, test } from 'vitest'
import { type KnownTime, RelayTime } from './relayTime.ts'

const hour = 3_600_000
const noon = 1_700_000_000_000

const device = (before: KnownTime | null = null) => {
  const it = { wall: noon, steady: 5_000, connected: false, kept: before }
  const time = new RelayTime({
    wall: () => it.wall,
    steady: () => it.steady,
    isConnected: () => it.connected,
    before,
    keep: (known) => {
      it.kept = known
    },
  })
  const pass = (ms: number) => {
    it.wall += ms
    it.steady += ms
  }
  return { it, time, pass }
}

test.each([-24, -2, 2, 24])(
  'if you move the device’s clock by %d h while the page is open, the relay’s time continues unchanged',
  (hours) => {
    const { it, time, pass } = device()
    it.connected = true
    time.hear(noon + 500)
    pass(1_000)
    it.wall += hours * hour
    pass(1_000)
    expect(time.now()).toBe(noon + 2_500)
  },
)

test('with no relay, a clock set back changes nothing, and a clock that jumped ahead counts as sleep', () => {
  const { it, time, pass } = device()
  time.hear(noon)
  pass(1_000)
  it.wall -= 24 * hour
  expect(time.now()).toBe(noon + 1_000)
  it.wall += 32 * hour
  expect(time.now()).toBe(noon + 1_000 + 8 * hour)
})

test("time doesn't go back between two starts of the app either, and then the relay's time counts again", () => {
  const first = device()
  first.time.hear(noon + 3 * hour)
  const second = device(first.it.kept)
  expect(second.time.now()).toBe(noon + 3 * hour)
  second.it.wall -= 24 * hour
  expect(second.time.now()).toBe(noon + 3 * hour)
  second.it.connected = true
  second.time.hear(noon + 4 * hour)
  second.pass(10)
  expect(second.time.now()).toBe(noon + 4 * hour + 10)
})
