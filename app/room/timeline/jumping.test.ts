import { createRoot, createSignal } from 'solid-js'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { say } from '../message/testMessage.ts'
import type { RoomView, Since } from '../model/RoomView.ts'
import { createJumping } from './jumping.ts'
import { layOut } from './rows.ts'

const frames: (() => void)[] = []
beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('requestAnimationFrame', (run: () => void) => frames.push(run))
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
  frames.length = 0
})
const nextFrame = () => {
  for (const run of frames.splice(0)) run()
}

const noon = new Date(2026, 2, 14, 12).getTime()
const talk = (...names: string[]) => names.map((name, at) => say({ name, time: noon + at }))

const stage = (
  loaded: readonly string[],
  { thread, whereIs = null }: { thread?: string; whereIs?: number | null } = {},
) => {
  const [messages, setMessages] = createSignal(talk(...loaded))
  const [older, setOlder] = createSignal<ReturnType<RoomView['older']>>('none')
  const [isInStep, setInStep] = createSignal(true)
  const done: string[] = []
  let since: Since = 'none'
  const layout = () => layOut({ messages: messages(), notices: [], unread: null })
  const room = {
    ...(thread !== undefined && { thread }),
    older,
    isInStep,
    loadOlder: async () => void done.push('load'),
    find: () => null,
    whereIs: async (name: string) => {
      done.push(`seek ${name}`)
      return whereIs
    },
    goTo: async (segment: number) => done.push(`go to ${segment}`) > 0,
    goToEnd: () => done.push('newest'),
    firstSince: async () => since,
  }
  const jumping = createRoot(() =>
    createJumping({
      room,
      layout,
      place: () => ({ first: 2, last: 3, atEnd: false }),
      list: () => ({ toEnd: () => done.push('end'), toRow: () => {}, focusRow: () => {} }),
      focus: (key, how) => done.push(how === 'nearest' ? `focus ${key}` : `show ${key}`),
      onWait: () => done.push('wait'),
      onMissing: (what) => done.push(`missing ${what}`),
      elsewhere: (key) => key.startsWith('elsewhere') && done.push('elsewhere') > 0,
    }),
  )
  const jumpTo = (name: string, segment?: number) => jumping.jumpTo({ name, ...(segment !== undefined && { segment }) })
  const setSince = (found: Since) => {
    since = found
  }
  return { jumping, jumpTo, done, setMessages, setOlder, setInStep, setSince }
}
const settle = () => vi.advanceTimersByTimeAsync(0)

test('a message that is known elsewhere is left to be shown there, and nothing is loaded for it', () => {
  const { jumping, jumpTo, done } = stage(['a', 'b', 'c'])
  jumpTo('elsewhere 1')
  expect(done).toEqual(['elsewhere'])
  expect(jumping.hasOrigin()).toBe(false)
})

test('a message that is loaded is shown at once, marked for two seconds, and there is a way back', () => {
  const { jumping, jumpTo, done } = stage(['a', 'b', 'c'])
  jumpTo('c')
  expect(done).toEqual(['show c'])
  expect(jumping.flashed()).toBe('c')
  vi.advanceTimersByTime(2_000)
  expect(jumping.flashed()).toBe(null)
  expect(jumping.hasOrigin()).toBe(true)
  jumping.back()
  expect(done).toEqual(['show c', 'focus a'])
  expect(jumping.hasOrigin()).toBe(false)
})

test('a message in sight is marked where it is', () => {
  const { jumping, jumpTo, done } = stage(['a', 'b', 'c'])
  jumpTo('b')
  expect(done).toEqual(['focus b'])
  expect(jumping.flashed()).toBe('b')
  expect(jumping.hasOrigin()).toBe(false)
})

test('a message of a part that is not loaded is looked for, and only its own part is loaded', async () => {
  const { jumping, jumpTo, done, setMessages } = stage(['c'], { whereIs: 7 })
  jumpTo('a')
  await settle()
  expect(done).toEqual(['seek a', 'go to 7'])
  setMessages(talk('a', 'b'))
  nextFrame()
  expect(done).toEqual(['seek a', 'go to 7', 'show a'])
  expect(jumping.hasOrigin()).toBe(true)
})

test('if the part is known, nothing is looked for', async () => {
  const { jumpTo, done, setMessages } = stage(['c'])
  jumpTo('a', 3)
  await settle()
  setMessages(talk('a', 'b'))
  expect(done).toEqual(['go to 3', 'show a'])
})

test('the way back leads to the part where the person was', async () => {
  const { jumping, jumpTo, done, setMessages } = stage(['a', 'b', 'c'])
  jumpTo('x', 3)
  await settle()
  setMessages(talk('x', 'y'))
  jumping.back()
  await settle()
  setMessages(talk('a', 'b', 'c'))
  expect(done).toEqual(['go to 3', 'show x', 'go to 1', 'show a'])
  expect(jumping.hasOrigin()).toBe(false)
})

test('who waits longer is told so', async () => {
  const { jumpTo, done, setMessages } = stage(['c'])
  jumpTo('a', 3)
  await vi.advanceTimersByTimeAsync(1_000)
  setMessages(talk('a', 'c'))
  expect(done).toEqual(['go to 3', 'wait', 'show a'])
})

test('in a thread older messages are loaded until it is there, however long this takes', () => {
  const { jumpTo, done, setMessages, setOlder } = stage(['c'], { thread: 'root' })
  setOlder('more')
  jumpTo('a')
  expect(done).toEqual(['load'])
  setOlder('loading')
  vi.advanceTimersByTime(60_000)
  setMessages(talk('b', 'c'))
  setOlder('more')
  expect(done).toEqual(['load', 'wait', 'load'])
  setOlder('loading')
  setMessages(talk('a', 'b', 'c'))
  expect(done.at(-1)).toBe('show a')
})

test('what the last part brings is drawn a frame later and still found', async () => {
  const { jumpTo, done, setMessages } = stage(['c'])
  jumpTo('a')
  await settle()
  setMessages(talk('a', 'c'))
  nextFrame()
  expect(done).toEqual(['seek a', 'show a'])
})

test('a message that is nowhere is said to be missing, once', async () => {
  const { jumping, jumpTo, done } = stage(['c'])
  jumpTo('a')
  await settle()
  nextFrame()
  nextFrame()
  expect(done).toEqual(['seek a', 'missing message'])
  expect(jumping.hasOrigin()).toBe(false)
})

test('a message that has not arrived yet is waited for', async () => {
  const { jumpTo, done, setMessages, setInStep } = stage(['c'])
  setInStep(false)
  jumpTo('d')
  await settle()
  nextFrame()
  expect(done).toEqual(['seek d'])
  setInStep(true)
  setMessages(talk('c', 'd'))
  nextFrame()
  expect(done).toEqual(['seek d', 'show d'])
})

test('who goes to the end in the meantime is not moved any more', async () => {
  const { jumping, jumpTo, done, setMessages } = stage(['c'], { whereIs: 7 })
  jumpTo('a')
  jumping.toEnd()
  await settle()
  setMessages(talk('a', 'c'))
  await vi.advanceTimersByTimeAsync(1_000)
  expect(done).toEqual(['seek a', 'newest', 'end'])
})

test('a day leads to its first message, or to the end if nothing was written since', async () => {
  const { jumping, done, setMessages, setSince } = stage(['c'])
  setSince({ name: 'a', segment: 4, isWhole: true })
  void jumping.toDay(noon)
  await settle()
  setMessages(talk('a', 'b'))
  expect(done).toEqual(['go to 4', 'show a'])
  setSince('none')
  void jumping.toDay(noon)
  await settle()
  expect(done.slice(2)).toEqual(['newest', 'end'])
})

test('a day that is not here is said to be missing, and nothing moves', async () => {
  const { jumping, done, setSince } = stage(['c'])
  setSince('not-here')
  void jumping.toDay(noon)
  await settle()
  expect(done).toEqual(['missing day'])
})

test('the first message that is here is shown, and it is said if there are earlier ones elsewhere', async () => {
  const { jumping, done, setSince, setMessages } = stage(['x'])
  setSince({ name: 'a', segment: 2, isWhole: false })
  void jumping.toFirst()
  await settle()
  setMessages(talk('a', 'b'))
  expect(done).toEqual(['missing earlier', 'go to 2', 'show a'])
})
