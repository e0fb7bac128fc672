import { EventEmitter } from 'node:events'
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { expect, it } from 'vitest'
import { until } from '../../../tests/world/until.ts'
import { requestLimits, requestsInTurn } from './requests-in-turn.ts'

const { perSecond, burst } = requestLimits

class Connection extends EventEmitter {
  destroyed = false
  hold() {}
  release() {}
  destroy() {}
}

const stage = () => {
  let now = 0
  const answered: string[] = []
  const answer: RequestListener = (request, response) => {
    answered.push(String(request.url))
    response.emit('close')
  }
  const network = ({ url }: IncomingMessage) => String(url)
  const ask = requestsInTurn(answer, { answerMs: 60_000 }, network, () => now)
  return {
    answered,
    ask(from: string, count: number) {
      for (let n = 0; n < count; n++) {
        const request = { url: from, socket: new Connection() } as unknown as IncomingMessage
        ask(request, new EventEmitter() as ServerResponse)
      }
    },
    pass(ms: number) {
      now += ms
    },
  }
}

it("a network that sends more requests than an office must wait, and other networks don't", async () => {
  const { answered, ask, pass } = stage()
  ask('flood', burst + perSecond)
  ask('home', 1)
  await until('home is answered', () => answered.includes('home'))
  await until('the burst is answered', () => answered.length === burst + 1)
  ask('home', 1)
  await until('home is answered again', () => answered.length === burst + 2)
  expect(answered.at(-1)).toBe('home')
  pass(500)
  await until('half a second of them is answered', () => answered.length === burst + 2 + perSecond / 2)
  pass(500)
  await until('all are answered', () => answered.length === burst + 2 + perSecond)
})
