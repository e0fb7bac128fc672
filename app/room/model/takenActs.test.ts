import { createSignal } from 'solid-js'
import { expect, test } from 'vitest'
import type { RefusalCode } from '../../../shared/wire/results.ts'
import { makeRoomStage, openRoomTab } from '../../../tests/world/app/room-tab.ts'
import { room } from '../../../tests/world/app/sending-tab.ts'
import { until } from '../../../tests/world/app/until.ts'
import { Listeners } from '../../base/listeners.ts'
import type { Outbox } from '../../outgoing/outbox.ts'
import { intended } from '../settings/intended.ts'

const change = { do: 'change', guests: false } as const

const stage = async () => {
  const garden = await makeRoomStage('owner')
  garden.change({ guests: true })
  const [acts, setActs] = createSignal<ReturnType<Outbox['acts']>>([])
  const answered: Outbox['answered'] = new Listeners()
  const { view } = await openRoomTab(garden, { acts, answered })
  await until(() => view.guests())
  const act = { ...change, room }
  return {
    view,
    change: garden.change,
    add: () => setActs([{ id: 'a', act, at: 1 }]),
    answer: (code: RefusalCode | null) => {
      setActs([])
      answered.emit({ act, answer: code === null ? { ok: true, name: '' } : { ok: false, code } })
    },
    shown: () => intended(view).guests ?? view.guests(),
  }
}

test('a setting that the relay took does not go back before the new roster arrives', async () => {
  const { view, change, add, answer, shown } = await stage()
  add()
  expect(shown()).toBe(false)
  answer(null)
  expect([view.guests(), shown()]).toEqual([true, false])
  change({ guests: false })
  await until(() => !view.guests())
  expect(view.waiting()).toEqual([])
  change({ guests: true })
  await until(() => view.guests())
  expect(shown()).toBe(true)
})

test('a setting whose roster came before the answer is not shown as waiting', async () => {
  const { view, change, add, answer } = await stage()
  add()
  change({ guests: false })
  await until(() => !view.guests())
  answer(null)
  expect(view.waiting()).toEqual([])
})

test('a setting that the relay refused goes back at once', async () => {
  const { view, add, answer, shown } = await stage()
  add()
  answer('not-allowed')
  expect([view.waiting(), shown()]).toEqual([[], true])
})
