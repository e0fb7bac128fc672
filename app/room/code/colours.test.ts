import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ColourList, type ColourWorker } from './colours.ts'
import type { Answer, Code, Token } from './tokens.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const red = (text: string): Token[] => [{ text, kind: 'keyword' }]

/** Workers in memory. Each starts at once unless it `fails`, and answers all code but `stuck`. */
const workers = () => {
  const made: { asked: string[]; isOver: boolean; fails: boolean }[] = []
  const given = { failing: false }
  const begin = (): ColourWorker => {
    const one = { asked: [] as string[], isOver: false, fails: given.failing }
    made.push(one)
    const say = (data: Answer) => void Promise.resolve().then(() => worker.onmessage?.({ data }))
    const worker: ColourWorker = {
      onmessage: null,
      onerror: null,
      postMessage: ({ text }: Code) => {
        one.asked.push(text)
        if (text !== 'stuck') say(text === 'plain' ? null : red(text))
      },
      terminate: () => {
        one.isOver = true
      },
    }
    if (one.fails) void Promise.resolve().then(() => worker.onerror?.(new Event('error')))
    else say('started')
    return worker
  }
  return { made, begin, given }
}

test('no worker is started before there is code to colour, and one serves all', async () => {
  const { made, begin } = workers()
  const colours = new ColourList(begin)
  expect(made).toHaveLength(0)
  const answers = ['a', 'plain', 'b'].map((text) => colours.ask({ text, language: 'js' }))
  expect(await Promise.all(answers)).toEqual([red('a'), null, red('b')])
  expect(made.map(({ asked }) => asked)).toEqual([['a', 'plain', 'b']])
})

test('code is coloured once, and known when it is drawn again', async () => {
  const { made, begin } = workers()
  const colours = new ColourList(begin)
  const code = { text: 'a', language: 'js' }
  expect(colours.known(code)).toBeUndefined()
  await Promise.all([colours.ask(code), colours.ask(code)])
  expect(made[0]?.asked).toEqual(['a'])
  expect(colours.known(code)).toEqual(red('a'))
  expect(colours.known({ text: 'a', language: 'py' })).toBeUndefined()
})

test('code that takes too long ends its worker and stays plain, and the next code is coloured by another', async () => {
  const { made, begin } = workers()
  const colours = new ColourList(begin)
  const [stuck, next] = ['stuck', 'next'].map((text) => colours.ask({ text, language: 'js' }))
  await vi.advanceTimersByTimeAsync(10_000)
  expect(await stuck).toBeNull()
  expect(await next).toEqual(red('next'))
  expect(made.map(({ isOver }) => isOver)).toEqual([true, false])
  expect(colours.known({ text: 'stuck', language: 'js' })).toBeNull()
})

test('if the worker cannot be loaded, code stays plain, and a later block tries again', async () => {
  const { made, begin, given } = workers()
  const colours = new ColourList(begin)
  given.failing = true
  expect(await colours.ask({ text: 'a', language: 'js' })).toBeNull()
  expect(colours.known({ text: 'a', language: 'js' })).toBeUndefined()
  given.failing = false
  expect(await colours.ask({ text: 'a', language: 'js' })).toEqual(red('a'))
  expect(made).toHaveLength(2)
})
