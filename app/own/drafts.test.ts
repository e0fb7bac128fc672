import { describe, expect, it, vi } from 'vitest'
import { FakeClock } from '../../tests/world/app/fake-clock.ts'
import { SettingsAtRelay, SettingsOnDevice } from '../../tests/world/app/own-settings.ts'
import { Listeners } from '../base/listeners.ts'
import type { Draft } from './draft.ts'
import type { DraftRow, DraftRows } from './draftRows.ts'
import { Drafts, restMs } from './drafts.ts'
import { LongValues } from './longValues.ts'

const room = 'AAAAAAAAAAAAAAAAAAAAAA'
const garden = { room }
const text = (text: string): Draft => ({ text })

/** What one device keeps at once, shared by its tabs. */
class Disk {
  readonly rows = new Map<string, DraftRow>()
  readonly tabs: DraftRows['changed'][] = []

  open(): DraftRows {
    const changed: DraftRows['changed'] = new Listeners()
    this.tabs.push(changed)
    const tell = (key: string, row: DraftRow | null) => {
      for (const tab of this.tabs) if (tab !== changed) tab.emit({ key, row })
    }
    return {
      changed,
      all: () => [...this.rows],
      put: (key, row) => {
        this.rows.set(key, row)
        tell(key, row)
      },
      delete: (key) => {
        this.rows.delete(key)
        tell(key, null)
      },
      close: () => void this.tabs.splice(this.tabs.indexOf(changed), 1),
    }
  }
}

const stage = () => {
  const clock = new FakeClock()
  const relay = new SettingsAtRelay()
  /** `ahead`: how far this device's idea of the relay's time is ahead. */
  const device = (name: string, ahead = 0) => {
    const now = () => clock.now() + ahead
    const settings = new SettingsOnDevice(relay, name, now)
    const disk = new Disk()
    const open = (leads = true) =>
      new Drafts({
        own: settings,
        values: new LongValues(settings, name),
        rows: disk.open(),
        clock,
        now,
        device: name,
        isUnsent: (record) => settings.isUnsent(record),
        delivery: { leads: () => leads, led: new Listeners() },
      })
    return { settings, disk, open }
  }
  /** Lets the person rest and the records travel. */
  const rest = async (ms = restMs) => {
    clock.pass(ms)
    for (let turn = 0; turn < 60; turn++) await Promise.resolve()
  }
  return { clock, relay, device, rest }
}

describe('a draft', () => {
  it('is on the other device when the person rests, and not at each key press', async () => {
    const { relay, device, rest } = stage()
    const [phone, laptop] = [device('phone'), device('laptop')]
    const [here, there] = [phone.open(), laptop.open()]
    phone.settings.connect()
    laptop.settings.connect()
    for (const typed of ['h', 'he', 'hel', 'hello']) {
      here.keep(garden, text(typed))
      await rest(500)
    }
    expect(relay.taken).toBe(0)
    expect(here.of(garden)).toEqual(text('hello'))
    await rest()
    expect(there.of(garden)).toEqual(text('hello'))
    expect(relay.taken).toBe(1)
  })

  it('has the message that it replies to, and an edit beside the text', async () => {
    const { device, rest } = stage()
    const [phone, laptop] = [device('phone'), device('laptop')]
    const [here, there] = [phone.open(), laptop.open()]
    phone.settings.connect()
    laptop.settings.connect()
    const draft = { text: 'yes', re: { name: 'ann.1', segment: 2 }, edit: { name: 'me.4', segment: 1, text: 'so' } }
    here.keep(garden, draft)
    await rest()
    expect(there.of(garden)).toEqual(draft)
  })

  it('of a thread is not that of its room', async () => {
    const { clock, device } = stage()
    const drafts = device('phone').open()
    drafts.keep(garden, text('to all'))
    clock.pass(1)
    drafts.keep({ room, thread: 'ann.1' }, text('to Ann'))
    expect(drafts.of(garden)).toEqual(text('to all'))
    expect(drafts.of({ room, thread: 'ann.1' })).toEqual(text('to Ann'))
    expect(drafts.all().map(({ thread }) => thread)).toEqual(['ann.1', undefined])
  })

  it('that was sent or emptied is cleared on all devices', async () => {
    const { device, rest } = stage()
    const [phone, laptop] = [device('phone'), device('laptop')]
    const [here, there] = [phone.open(), laptop.open()]
    phone.settings.connect()
    laptop.settings.connect()
    here.keep(garden, text('hello'))
    await rest()
    there.keep(garden, null)
    await rest()
    expect(here.of(garden)).toBeNull()
    expect(here.all()).toEqual([])
  })

  it('that is sent before the record of it has come back stays cleared', async () => {
    const { device, rest } = stage()
    const { settings, open } = device('phone')
    const drafts = open()
    settings.connect()
    const late = vi.spyOn(settings, 'under').mockReturnValue([])
    drafts.keep(garden, text('hello'))
    await rest()
    drafts.keep(garden, null)
    await rest()
    late.mockRestore()
    settings.changed.emit()
    await rest()
    expect(drafts.of(garden)).toBeNull()
  })

  it('typed while offline waits on the device, over a restart, and is one record when the network is back', async () => {
    const { relay, device, rest } = stage()
    const [phone, laptop] = [device('phone'), device('laptop')]
    const there = laptop.open()
    laptop.settings.connect()
    const before = phone.open()
    for (const typed of ['one', 'one two', 'one two three']) {
      before.keep(garden, text(typed))
      await rest()
    }
    before.close()
    const after = phone.open()
    expect(after.of(garden)).toEqual(text('one two three'))
    phone.settings.connect()
    await rest()
    expect(there.of(garden)).toEqual(text('one two three'))
    expect(relay.taken).toBe(1)
    expect(phone.disk.rows.size).toBe(0)
  })

  it('P66: one that is older does not come back with a device that was away', async () => {
    const { device, rest } = stage()
    const [phone, laptop] = [device('phone'), device('laptop')]
    const [here, there] = [phone.open(), laptop.open()]
    laptop.settings.connect()
    here.keep(garden, text('old'))
    await rest()
    there.keep(garden, text('new'))
    await rest()
    phone.settings.connect()
    await rest()
    expect(here.of(garden)).toEqual(text('new'))
    expect(there.of(garden)).toEqual(text('new'))
  })

  it('that no other device knew is set aside when a newer one replaces it, over a restart, and can be used', async () => {
    const { device, rest } = stage()
    const [phone, laptop] = [device('phone'), device('laptop')]
    const [here, there] = [phone.open(), laptop.open()]
    laptop.settings.connect()
    here.keep(garden, text('typed on the train'))
    await rest()
    there.keep(garden, text('new'))
    await rest()
    phone.settings.connect()
    await rest()
    expect(here.replaced(garden)).toEqual(text('typed on the train'))
    here.close()
    const after = phone.open()
    expect(after.replaced(garden)).toEqual(text('typed on the train'))
    after.keep(garden, after.replaced(garden))
    after.forgetReplaced(garden)
    await rest()
    expect(there.of(garden)).toEqual(text('typed on the train'))
    expect(after.replaced(garden)).toBeNull()
    expect(phone.disk.rows.size).toBe(0)
  })

  it('that no other device knew is set aside also if it was written down, and only the answer was missing', async () => {
    const { device, rest } = stage()
    const [phone, laptop] = [device('phone'), device('laptop')]
    const [here, there] = [phone.open(), laptop.open()]
    phone.settings.connect()
    phone.settings.holds = true
    here.keep(garden, text('typed in the lift'))
    await rest()
    laptop.settings.connect()
    there.keep(garden, text('new'))
    await rest()
    phone.settings.holds = false
    expect(here.of(garden)).toEqual(text('new'))
    expect(here.replaced(garden)).toEqual(text('typed in the lift'))
    here.keep(garden, text('newest'))
    await rest()
    expect(there.of(garden)).toEqual(text('newest'))
    expect(there.replaced(garden)).toBeNull()
    expect(phone.disk.rows.size).toBe(1)
  })

  it('that was sent elsewhere does not come back with a device that was away', async () => {
    const { device, rest } = stage()
    const [phone, laptop] = [device('phone'), device('laptop')]
    const [here, there] = [phone.open(), laptop.open()]
    phone.settings.connect()
    laptop.settings.connect()
    here.keep(garden, text('hello'))
    await rest()
    phone.settings.disconnect()
    here.keep(garden, text('hello you'))
    await rest()
    there.keep(garden, null)
    await rest()
    phone.settings.connect()
    await rest()
    expect(here.of(garden)).toBeNull()
    expect(there.of(garden)).toBeNull()
  })

  it('that somebody is typing is not replaced by one from another device, even if its clock is ahead', async () => {
    const { device, rest } = stage()
    const [phone, laptop] = [device('phone'), device('laptop', 90_000)]
    const [here, there] = [phone.open(), laptop.open()]
    phone.settings.connect()
    laptop.settings.connect()
    there.keep(garden, text('from the laptop'))
    await rest(restMs - 1)
    here.keep(garden, text('typing'))
    await rest(1)
    expect(here.of(garden)).toEqual(text('typing'))
    await rest()
    expect(here.of(garden)).toEqual(text('typing'))
    expect(there.of(garden)).toEqual(text('typing'))
  })

  it('is not cleared by an answer to what was typed before it', async () => {
    const { device, rest } = stage()
    const phone = device('phone')
    const here = phone.open()
    phone.settings.connect()
    here.keep(garden, text('first'))
    here.writeDown(garden)
    here.keep(garden, null)
    here.writeDown(garden)
    here.keep(garden, text('second'))
    await rest(0)
    expect(here.of(garden)).toEqual(text('second'))
    await rest()
    expect(here.of(garden)).toEqual(text('second'))
  })

  it('is not replaced by what is typed in another tab while somebody types here', async () => {
    const { device, rest } = stage()
    const phone = device('phone')
    const [first, second] = [phone.open(), phone.open(false)]
    phone.settings.connect()
    first.keep(garden, text('one'))
    second.keep(garden, text('two'))
    expect(first.of(garden)).toEqual(text('one'))
    second.keep(garden, null)
    expect(first.of(garden)).toEqual(text('one'))
    await rest()
    await rest()
    for (const tab of [first, second]) expect(tab.of(garden)).toEqual(text('one'))
    expect(phone.disk.rows.size).toBe(0)
  })

  it('is the same in the tabs of a device at once, and only one of them writes it', async () => {
    const { relay, device, rest } = stage()
    const phone = device('phone')
    const [one, two] = [phone.open(true), phone.open(false)]
    two.keep(garden, text('hello'))
    expect(one.of(garden)).toEqual(text('hello'))
    await rest()
    phone.settings.connect()
    await rest()
    expect(relay.taken).toBe(1)
    expect(one.of(garden)).toEqual(text('hello'))
    expect(two.of(garden)).toEqual(text('hello'))
    expect(phone.disk.rows.size).toBe(0)
  })

  it('P74: one of 16,000 characters is in pieces, and only changed pieces are written again', async () => {
    const { relay, device, rest } = stage()
    const [phone, laptop] = [device('phone'), device('laptop')]
    const [here, there] = [phone.open(), laptop.open()]
    phone.settings.connect()
    laptop.settings.connect()
    const long = '漢"\n😀'.repeat(3_200)
    here.keep(garden, text(long))
    await rest()
    expect(there.of(garden)).toEqual(text(long))
    for (const { value } of relay.kept.values()) expect(JSON.stringify(value).length).toBeLessThan(3_000)
    const before = relay.taken
    here.keep(garden, text(`${long}!`))
    await rest()
    expect(there.of(garden)).toEqual(text(`${long}!`))
    expect(relay.taken - before).toBe(2)
    there.keep(garden, text('short'))
    await rest()
    expect(here.of(garden)).toEqual(text('short'))
    expect([...relay.kept.values()].filter(({ value }) => value !== null)).toHaveLength(1)
  })
})

/** A random number from 0 to 1, the same for a seed. */
const chanceOf = (seed: number) => () => {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
  return seed / 2 ** 32
}

describe('drafts on two devices in any order', () => {
  for (let seed = 1; seed <= 60; seed++)
    it(`are the same on both in the end, seed ${seed}`, async () => {
      const chance = chanceOf(seed)
      const { device, rest } = stage()
      const devices = ['phone', 'laptop'].map((name) => {
        const made = device(name, Math.floor(chance() * 4_000) - 2_000)
        return { ...made, drafts: made.open(), typed: '' }
      })
      const pick = () => devices[Math.floor(chance() * 2)]!
      for (let step = 0; step < 40; step++) {
        const one = pick()
        const what = chance()
        if (what < 0.2) one.settings.connect()
        else if (what < 0.35) one.settings.disconnect()
        else if (what < 0.45) {
          one.drafts.close()
          one.drafts = one.open()
        } else if (what < 0.85) {
          const draft = chance() < 0.2 ? null : text(`${seed}.${step}${' long'.repeat(chance() < 0.1 ? 900 : 0)}`)
          one.drafts.keep(garden, draft)
          expect(one.drafts.of(garden)).toEqual(draft)
        }
        await rest(chance() < 0.5 ? 0 : Math.floor(chance() * 5_000))
      }
      for (const { settings } of devices) settings.connect()
      await rest()
      await rest(10_000)
      const [one, two] = devices.map(({ drafts }) => drafts.of(garden)?.text ?? '')
      expect(one).toBe(two)
      pick().drafts.keep(garden, text('the last'))
      await rest()
      for (const { drafts, disk } of devices) {
        expect(drafts.of(garden)).toEqual(text('the last'))
        drafts.forgetReplaced(garden)
        expect(disk.rows.size).toBe(0)
      }
    })
})
