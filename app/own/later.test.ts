import { describe, expect, it } from 'vitest'
import { FakeClock } from '../../tests/world/app/fake-clock.ts'
import { SettingsAtRelay, SettingsOnDevice } from '../../tests/world/app/own-settings.ts'
import { Listeners } from '../base/listeners.ts'
import { Later, type ToSend } from './later.ts'
import { LongValues } from './longValues.ts'
import type { TurnState, Turns } from './turns.ts'

const room = 'AAAAAAAAAAAAAAAAAAAAAA'

/** The relay's side: the first erasure of a turn's record counts. What travels waits until it is told to arrive. */
class Relay {
  readonly settings = new SettingsAtRelay()
  readonly taken = new Map<string, string>()
  readonly posted: string[] = []
  readonly travelling: (() => void)[] = []

  arrive(which = 0): void {
    this.travelling.splice(which, 1)[0]?.()
  }

  arriveAll(): void {
    while (this.travelling.length > 0) this.arrive()
  }
}

/** One device: what is on its disk outlives the sessions that are opened on it. */
class Device {
  readonly name: string
  readonly settings: SettingsOnDevice
  readonly relay: Relay
  readonly clock: FakeClock
  /** Its journal: erasures that it wrote, and names under which it posted once. */
  readonly erasures = new Set<string>()
  readonly answers = new Map<string, 'ours' | 'theirs'>()
  readonly once = new Set<string>()
  readonly present = new Set<string>()
  presence = new Listeners<void>()
  turns = new Listeners<void>()
  later: Later
  /** Runs when a message is about to be written, to let the session die there. */
  dies = () => false

  constructor(name: string, relay: Relay, clock: FakeClock) {
    this.name = name
    this.relay = relay
    this.clock = clock
    this.settings = new SettingsOnDevice(relay.settings, name, () => clock.now())
    this.later = this.open()
  }

  restart(): void {
    this.later.close()
    this.turns = new Listeners()
    this.presence = new Listeners()
    this.later = this.open()
  }

  /** Brings the erasures that were not answered to the relay, again and again, as the journal does. */
  send(): void {
    for (const turn of this.erasures) if (!this.answers.has(turn)) this.relay.travelling.push(() => this.#reach(turn))
  }

  #reach(turn: string): void {
    if (!this.settings.isInStep() || this.answers.has(turn)) return
    const there = [...this.relay.settings.kept.values()].some(({ name, value }) => name === turn && value !== null)
    if (there && !this.relay.taken.has(turn)) this.relay.taken.set(turn, this.name)
    this.relay.travelling.push(() => {
      if (!this.settings.isInStep()) return
      this.answers.set(turn, this.relay.taken.get(turn) === this.name ? 'ours' : 'theirs')
      this.turns.emit()
    })
  }

  open(): Later {
    const turns = this.turns
    const own: Pick<Turns, 'stateOf' | 'take' | 'changed' | 'close'> = {
      changed: turns,
      stateOf: ({ name }): TurnState => {
        const answer = this.answers.get(name)
        if (answer) return answer
        if (this.erasures.has(name)) return 'asked'
        return this.settings.under('turn/').some((turn) => turn.name === name) ? 'free' : 'unknown'
      },
      take: async ({ name }) => {
        this.erasures.add(name)
        this.send()
      },
      close: () => {},
    }
    return new Later({
      own: this.settings,
      values: new LongValues(this.settings, this.name),
      turns: own,
      clock: this.clock,
      now: () => this.clock.now(),
      delivery: { leads: () => true, led: new Listeners() },
      isBack: (user) => this.present.has(user),
      presence: this.presence,
      post: async ({ text }, once) => {
        if (this.dies()) throw new Error('the session died before it wrote the message')
        if (this.once.has(once)) return
        this.once.add(once)
        this.relay.posted.push(text)
        if (this.dies()) throw new Error('the session died after it wrote the message')
      },
      failed: () => {},
    })
  }
}

const turn = async () => {
  for (let at = 0; at < 40; at++) await Promise.resolve()
}

const stage = () => {
  const [clock, relay] = [new FakeClock(), new Relay()]
  const [phone, laptop] = ['phone', 'laptop'].map((name) => new Device(name, relay, clock)) as [Device, Device]
  return { clock, relay, phone, laptop }
}
const inAnHour = ({ now }: { now: number }): ToSend => ({ room, text: 'hello', when: { at: now + 3_600_000 } })

describe('a message to be sent later', () => {
  it('waits on all devices, and goes out when its time has come', async () => {
    const { clock, relay, phone, laptop } = stage()
    phone.settings.connect()
    laptop.settings.connect()
    await phone.later.add(inAnHour({ now: clock.now() }))
    expect(laptop.later.all()).toMatchObject([{ text: 'hello', state: 'waiting' }])
    clock.pass(3_599_999)
    await turn()
    expect(relay.travelling).toHaveLength(0)
    clock.pass(1)
    await turn()
    relay.arriveAll()
    await turn()
    expect(relay.posted).toEqual(['hello'])
    expect(phone.later.all()).toEqual([])
    expect(laptop.later.all()).toEqual([])
  })

  it('goes out, once, although its turn has another name since it was dated anew', async () => {
    const { clock, relay, phone, laptop } = stage()
    await phone.later.add(inAnHour({ now: clock.now() }))
    phone.settings.writeAnew()
    for (const { settings } of [phone, laptop]) settings.connect()
    await turn()
    for (const { later } of [phone, laptop]) expect(later.all()).toMatchObject([{ text: 'hello', state: 'waiting' }])
    phone.settings.disconnect()
    clock.pass(3_600_000)
    await turn()
    relay.arriveAll()
    await turn()
    phone.settings.connect()
    await turn()
    relay.arriveAll()
    await turn()
    expect(relay.posted).toEqual(['hello'])
    for (const { later } of [phone, laptop]) expect(later.all()).toEqual([])
  })

  it('is sent by another device if the one that it was written on sleeps', async () => {
    const { clock, relay, phone, laptop } = stage()
    phone.settings.connect()
    await phone.later.add(inAnHour({ now: clock.now() }))
    phone.settings.disconnect()
    clock.pass(3_600_000)
    await turn()
    expect(relay.travelling).toHaveLength(0)
    laptop.settings.connect()
    await turn()
    relay.arriveAll()
    await turn()
    expect(relay.posted).toEqual(['hello'])
    phone.settings.connect()
    await turn()
    relay.arriveAll()
    await turn()
    expect(relay.posted).toEqual(['hello'])
  })

  it('waits for somebody, and goes out when they are back', async () => {
    const { clock, relay, phone } = stage()
    phone.settings.connect()
    await phone.later.add({ room, text: 'hello', when: { back: 'ann' } })
    clock.pass(1_000_000)
    await turn()
    expect(relay.travelling).toHaveLength(0)
    phone.present.add('ann')
    phone.presence.emit()
    await turn()
    relay.arriveAll()
    await turn()
    expect(relay.posted).toEqual(['hello'])
  })

  it('that is cancelled before any device began is not sent, although a device was away', async () => {
    const { clock, relay, phone, laptop } = stage()
    phone.settings.connect()
    laptop.settings.connect()
    await phone.later.add(inAnHour({ now: clock.now() }))
    laptop.settings.disconnect()
    const [message] = phone.later.all()
    await phone.later.cancel(message!.id)
    phone.settings.disconnect()
    clock.pass(3_600_000)
    laptop.settings.connect()
    await turn()
    relay.arriveAll()
    await turn()
    expect(relay.posted).toEqual([])
  })

  it('that another device began to send and never sent is sent when the person says so', async () => {
    const { clock, relay, phone, laptop } = stage()
    phone.settings.connect()
    laptop.settings.connect()
    await phone.later.add(inAnHour({ now: clock.now() }))
    phone.dies = () => true
    clock.pass(3_600_000)
    await turn()
    relay.arriveAll()
    await turn()
    expect(relay.posted).toEqual([])
    phone.settings.disconnect()
    expect(laptop.later.all()).toMatchObject([{ state: 'elsewhere' }])
    await laptop.later.sendNow(laptop.later.all()[0]!.id)
    expect(relay.posted).toEqual(['hello'])
  })
})

/** A random number from 0 to 1, the same for a seed. */
const chanceOf = (seed: number) => () => {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
  return seed / 2 ** 32
}

describe('two devices, restarts, deaths at any step and any order of delivery', () => {
  for (let seed = 1; seed <= 200; seed++)
    it(`send it exactly once, seed ${seed}`, async () => {
      const chance = chanceOf(seed)
      const { clock, relay, phone, laptop } = stage()
      const devices = [phone, laptop]
      phone.settings.connect()
      laptop.settings.connect()
      await phone.later.add(inAnHour({ now: clock.now() }))
      for (const device of devices) if (chance() < 0.5) device.settings.disconnect()
      clock.pass(3_600_000)
      for (const device of devices) device.dies = () => chance() < 0.3
      for (let step = 0; step < 60; step++) {
        const device = devices[Math.floor(chance() * 2)]!
        const what = chance()
        if (what < 0.2) device.settings.connect()
        else if (what < 0.3) device.settings.disconnect()
        else if (what < 0.45) device.restart()
        else if (what < 0.6) device.send()
        else relay.arrive(Math.floor(chance() * relay.travelling.length))
        if (chance() < 0.7) await turn()
        expect(relay.posted.length).toBeLessThanOrEqual(1)
      }
      for (const device of devices) {
        device.dies = () => false
        device.settings.connect()
      }
      for (let round = 0; round < 6; round++) {
        for (const device of devices) {
          device.restart()
          device.send()
        }
        await turn()
        relay.arriveAll()
        await turn()
      }
      expect(relay.posted).toEqual(['hello'])
      for (const { later } of devices) expect(later.all()).toEqual([])
    })
})
