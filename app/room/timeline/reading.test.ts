import { createRoot, createSignal } from 'solid-js'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Position } from '../../base/position.ts'
import type { MessageView, RoomView } from '../model/RoomView.ts'
import { createReading } from './reading.ts'
import { isAfter } from './rows.ts'

beforeEach(() => {
  vi.stubGlobal('document', { hasFocus: () => true })
  vi.stubGlobal('addEventListener', () => {})
  vi.stubGlobal('removeEventListener', () => {})
})
afterEach(() => vi.unstubAllGlobals())

const opensAt = 1_000
const said = (time: number) =>
  ({ time, name: `ann.${time}`, own: false, blocked: false, imported: false }) as MessageView

/** A room on screen that was read up to a place, with these messages in it when it is opened. */
const stage = (readTo: number, times: readonly number[]) => {
  const [messages, setMessages] = createSignal(times.map(said))
  const marked: number[] = []
  const room = {
    messages,
    now: () => opensAt,
    unreadFrom: (): Position => ({ time: readTo, name: '~' }),
    markedUnread: () => null,
    markRead: ({ time }: Position) => void marked.push(time),
    lateUnread: () => [],
    newer: () => 'none',
    older: () => 'none',
  } as unknown as RoomView
  const reading = createRoot(() => {
    const hasLine = () => {
      const range = reading.unread()
      return range !== null && messages().some((one) => isAfter(one, range.after) && one.time < range.before)
    }
    const reading = createReading(room, {
      shownUpTo: () => messages().at(-1) ?? null,
      isInSight: () => true,
      hasLine,
    })
    return reading
  })
  return { reading, marked, arrives: (time: number) => setMessages((before) => [...before, said(time)]) }
}

test('a message that arrives a moment after a read room was opened counts as read at once', () => {
  const { reading, marked, arrives } = stage(900, [900])
  arrives(opensAt + 500)
  expect(marked).toEqual([opensAt + 500])
  expect(reading.newCount()).toBe(0)
})

test('so does the first message of a room', () => {
  const { marked, arrives } = stage(0, [])
  arrives(opensAt + 500)
  expect(marked).toEqual([opensAt + 500])
})

test('what is here when the room is opened is unread, even if it is dated a moment later', () => {
  const { reading, marked } = stage(900, [900, opensAt + 5])
  expect(marked).toEqual([])
  expect(reading.newCount()).toBe(1)
})
