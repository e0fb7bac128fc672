import { createRoot, createSignal } from 'solid-js'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { say } from '../message/testMessage.ts'
import type { RoomView } from '../model/RoomView.ts'
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

const stage = (...loaded: string[]) => {
  const [messages, setMessages] = createSignal(talk(...loaded))
  const [older, setOlder] = createSignal<ReturnType<RoomView['older']>>('none')
  const [isInStep, setInStep] = createSignal(true)
  const done: string[] = []
  const layout = () => layOut({ messages: messages(), notices: [], unread: null })
  const jumping = createRoot(() =>
    createJumping({
      room: { older, isInStep, loadOlder: async () => void done.push('load') },
      layout,
      place: () => ({ first: 2, last: 3, atEnd: false }),
      list: () => ({ toEnd: () => done.push('end'), toRow: () => {}, focusRow: () => {} }),
      focus: (key, how) => done.push(how === 'nearest' ? `focus ${key}` : `show ${key}`),
      onWait: () => done.push('wait'),
      onNotFound: () => done.push('not found'),
      elsewhere: (key) => key.startsWith('elsewhere') && done.push('elsewhere') > 0,
    }),
  )
  return { jumping, done, setMessages, setOlder, setInStep }
}

test('a message that is known elsewhere is left to be shown there, and nothing is loaded for it', () => {
  const { jumping, done } = stage('a', 'b', 'c')
  jumping.jumpTo('elsewhere 1')
  expect(done).toEqual(['elsewhere'])
  expect(jumping.hasOrigin()).toBe(false)
})

test('a message that is loaded is shown at once, marked for two seconds, and there is a way back', () => {
  const { jumping, done } = stage('a', 'b', 'c')
  jumping.jumpTo('c')
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
  const { jumping, done } = stage('a', 'b', 'c')
  jumping.jumpTo('b')
  expect(done).toEqual(['focus b'])
  expect(jumping.flashed()).toBe('b')
  expect(jumping.hasOrigin()).toBe(false)
})

test('older messages are loaded until it is there, however long this takes', () => {
  const { jumping, done, setMessages, setOlder } = stage('c')
  setOlder('more')
  jumping.jumpTo('a')
  expect(done).toEqual(['load', 'wait'])
  setOlder('loading')
  vi.advanceTimersByTime(60_000)
  setMessages(talk('b', 'c'))
  setOlder('more')
  expect(done).toEqual(['load', 'wait', 'load'])
  setOlder('loading')
  setMessages(talk('a', 'b', 'c'))
  expect(done.at(-1)).toBe('show a')
})

test('what the last part brings is drawn a frame later and still found', () => {
  const { jumping, done, setMessages, setOlder } = stage('c')
  setOlder('more')
  jumping.jumpTo('a')
  setOlder('none')
  setMessages(talk('a', 'c'))
  nextFrame()
  expect(done).toEqual(['load', 'wait', 'show a'])
})

test('a message that is nowhere is said to be missing, once', () => {
  const { jumping, done, setOlder } = stage('c')
  setOlder('more')
  jumping.jumpTo('a')
  setOlder('none')
  nextFrame()
  nextFrame()
  expect(done).toEqual(['load', 'wait', 'not found'])
  expect(jumping.hasOrigin()).toBe(false)
})

test('a message that has not arrived yet is waited for', () => {
  const { jumping, done, setMessages, setInStep } = stage('c')
  setInStep(false)
  jumping.jumpTo('d')
  nextFrame()
  expect(done).toEqual(['wait'])
  setInStep(true)
  setMessages(talk('c', 'd'))
  nextFrame()
  expect(done).toEqual(['wait', 'show d'])
})

test('who goes to the end in the meantime is not moved any more', () => {
  const { jumping, done, setMessages, setOlder } = stage('c')
  setOlder('more')
  jumping.jumpTo('a')
  jumping.forget()
  setOlder('loading')
  setMessages(talk('a', 'c'))
  expect(done).toEqual(['load', 'wait'])
})
