import { expect, test } from 'vitest'
import { FakeClock } from '../../tests/world/app/fake-clock.ts'
import { SettingsAtRelay, SettingsOnDevice } from '../../tests/world/app/own-settings.ts'
import { SavedMessages } from './savedMessages.ts'

const [garden, shed] = ['AAAAAAAAAAAAAAAAAAAAAA', 'AAAAAAAAAAAAAAAAAAAAAQ'] as const

const stage = () => {
  const [clock, relay] = [new FakeClock(), new SettingsAtRelay()]
  return {
    clock,
    devices: ['phone', 'laptop'].map((name) => {
      const settings = new SettingsOnDevice(relay, name, () => clock.now())
      const saved = new SavedMessages({ own: settings, clock, now: () => clock.now() })
      return { settings, saved }
    }) as [Device, Device],
  }
}
interface Device {
  settings: SettingsOnDevice
  saved: SavedMessages
}

test('what is saved offline is there at once, newest first, and on the other device later', async () => {
  const { clock, devices } = stage()
  const [phone, laptop] = devices
  laptop.settings.connect()
  await phone.saved.save(garden, { name: 'ann.1', segment: 2 })
  clock.pass(1)
  await phone.saved.save(shed, { name: 'bob.3', segment: 1 })
  expect(phone.saved.all().map(({ name }) => name)).toEqual(['bob.3', 'ann.1'])
  expect(laptop.saved.all()).toEqual([])
  phone.settings.connect()
  expect(laptop.saved.find(garden, 'ann.1')).toEqual({
    room: garden,
    name: 'ann.1',
    segment: 2,
    at: 1_000_000,
    remindAt: null,
  })
})

test('what is removed on one device is removed on both', async () => {
  const { devices } = stage()
  const [phone, laptop] = devices
  for (const { settings } of devices) settings.connect()
  await phone.saved.save(garden, { name: 'ann.1', segment: 2 })
  await laptop.saved.drop({ room: garden, name: 'ann.1' })
  expect(phone.saved.all()).toEqual([])
})

test('a reminder is due at its time on every device, and dismissing it anywhere dismisses it everywhere', async () => {
  const { clock, devices } = stage()
  const [phone, laptop] = devices
  for (const { settings } of devices) settings.connect()
  await phone.saved.save(garden, { name: 'ann.1', segment: 2 })
  await phone.saved.remind(phone.saved.all()[0]!, clock.now() + 40 * 24 * 60 * 60_000)
  clock.pass(24 * 24 * 60 * 60_000)
  expect(laptop.saved.due()).toEqual([])
  clock.pass(16 * 24 * 60 * 60_000)
  for (const { saved } of devices) expect(saved.due().map(({ name }) => name)).toEqual(['ann.1'])
  await laptop.saved.remind(laptop.saved.due()[0]!, null)
  for (const { saved } of devices) {
    expect(saved.due()).toEqual([])
    expect(saved.all()).toHaveLength(1)
  }
})
