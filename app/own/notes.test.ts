import { expect, test } from 'vitest'
import { FakeClock } from '../../tests/world/app/fake-clock.ts'
import { SettingsAtRelay, SettingsOnDevice } from '../../tests/world/app/own-settings.ts'
import { Notes } from './notes.ts'

const room = 'AAAAAAAAAAAAAAAAAAAAAA'
const dayMs = 24 * 60 * 60_000

const stage = () => {
  const [clock, relay] = [new FakeClock(), new SettingsAtRelay()]
  const now = () => clock.now()
  const deviceOf = (name: string) => {
    const settings = new SettingsOnDevice(relay, name, now)
    return { settings, notes: new Notes({ own: settings, clock, now }) }
  }
  return { clock, phone: deviceOf('phone'), laptop: deviceOf('laptop') }
}
const texts = (notes: readonly { text: string }[]) => notes.map(({ text }) => text)

test('a reminder that was written offline is due on every device at its time, and dismissed on all', async () => {
  const { clock, phone, laptop } = stage()
  laptop.settings.connect()
  await phone.notes.add({ room, text: 'water the tomatoes', remindAt: clock.now() + 30 * dayMs })
  await phone.notes.add({ room, text: 'call ann', remindAt: clock.now() + dayMs })
  expect(texts(phone.notes.all())).toEqual(['call ann', 'water the tomatoes'])
  expect(laptop.notes.all()).toEqual([])
  phone.settings.connect()
  clock.pass(dayMs)
  for (const { notes } of [phone, laptop]) expect(texts(notes.due())).toEqual(['call ann'])
  await laptop.notes.drop(laptop.notes.due()[0]!)
  expect(phone.notes.due()).toEqual([])
  clock.pass(29 * dayMs)
  expect(texts(phone.notes.due())).toEqual(['water the tomatoes'])
})

test('a reminder can be put off', async () => {
  const { clock, phone } = stage()
  await phone.notes.add({ room, text: 'call ann', remindAt: clock.now() + 1 })
  clock.pass(1)
  await phone.notes.remind(phone.notes.due()[0]!, clock.now() + dayMs)
  expect(phone.notes.due()).toEqual([])
  clock.pass(dayMs)
  expect(texts(phone.notes.due())).toEqual(['call ann'])
})

test('what is not a reminder is passed over', async () => {
  const { phone } = stage()
  for (const value of [null, 5, {}, { room, text: '', at: 1, remindAt: 1 }, { room, text: 'x', at: 1, remindAt: '2' }])
    await phone.settings.put('note/a', value)
  expect(phone.notes.all()).toEqual([])
})
