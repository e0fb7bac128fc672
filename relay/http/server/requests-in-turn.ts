import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { performance } from 'node:perf_hooks'
import type { Duplex } from 'node:stream'
import { calmTurn } from '../../pace/calm-turn.ts'
import { Lane } from '../../pace/lane.ts'
import { anyNumberOfKeys, RateLimit } from '../../pace/rate-limit.ts'
import { perSecond } from '../../pace/token-bucket.ts'
import { type Deadlines, destroyAfter } from './deadlines.ts'
import type { HttpSocket } from './http-socket.ts'

interface Waiting {
  from: string
  request: IncomingMessage
  response: ServerResponse
}

/**
 * How many requests of one connection are read before the first is answered. Browsers and proxies wait for an answer
 * before they send the next.
 */
const mostUnanswered = 8
/** How many requests of one network are answered. An office that opens the app sends a few for each person at once. */
export const requestLimits = { perSecond: 500, burst: 5_000 } as const
/** How soon we look again whether a network that has used up its requests has new ones. */
const lookAgainMs = 20

/**
 * Answers requests fairly: networks take turns, and so do the connections of one network. A network that asks for more
 * than its limit waits. One connection can neither queue many requests nor leave an answer unread for ever.
 */
export const requestsInTurn = (
  answer: RequestListener,
  { answerMs }: Pick<Deadlines, 'answerMs'>,
  network: (request: IncomingMessage) => string,
  now: () => number = () => performance.now(),
): RequestListener => {
  const rate = perSecond(requestLimits.perSecond, requestLimits.burst)
  const budgets = new RateLimit({ ...rate, keys: anyNumberOfKeys }, now)
  const mayBeAnswered = (from: string) => budgets.held(from) >= 1
  const lane = new Lane<Waiting>()
  const unanswered = new WeakMap<IncomingMessage['socket'], number>()
  let isDue = false

  const count = ({ socket }: IncomingMessage, by: number): number => {
    const now = (unanswered.get(socket) ?? 0) + by
    unanswered.set(socket, now)
    return now
  }
  /** One in a turn of the event loop. An answer is made in promises, so no clock here could tell how long it takes. */
  const answerOne = () => {
    isDue = false
    const next = lane.take(mayBeAnswered)
    if (next === null) return lookAgain()
    budgets.spend(next.from, 1)
    if (!next.request.socket.destroyed) answer(next.request, next.response)
    soon()
  }
  const lookAgain = () => {
    if (!lane.isEmpty) setTimeout(soon, lookAgainMs).unref()
  }
  const soon = () => {
    if (isDue) return
    isDue = true
    void calmTurn().then(answerOne)
  }

  return (request, response) => {
    const socket = request.socket as Duplex as HttpSocket
    // The socket has one more request ready.
    if (count(request, 1) >= mostUnanswered - 1) socket.hold()
    const cancel = destroyAfter(socket, answerMs)
    response.on('close', () => {
      cancel()
      if (count(request, -1) < mostUnanswered - 1) socket.release()
    })
    const from = network(request)
    lane.put([from, socket], { from, request, response })
    soon()
  }
}
