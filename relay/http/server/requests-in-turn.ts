import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { performance } from 'node:perf_hooks'
import { Lane } from '../../pace/lane.ts'
import { type Deadlines, destroyAfter } from './deadlines.ts'

interface Waiting {
  request: IncomingMessage
  response: ServerResponse
}

/**
 * How many requests one connection may have open. Browsers and proxies wait for an answer before they send the next.
 */
const mostUnanswered = 8
/** How much of each turn of the event loop goes to requests. The rest is for the sockets. */
const longestTurnMs = 4

/**
 * Answers requests fairly: networks take turns, and so do the connections of one network. One connection can neither
 * queue many requests nor leave an answer unread for ever.
 */
export const requestsInTurn = (
  answer: RequestListener,
  { answerMs }: Pick<Deadlines, 'answerMs'>,
  network: (request: IncomingMessage) => string,
): RequestListener => {
  const lane = new Lane<Waiting>()
  const unanswered = new WeakMap<IncomingMessage['socket'], number>()
  let isDue = false

  const count = ({ socket }: IncomingMessage, by: number): number => {
    const now = (unanswered.get(socket) ?? 0) + by
    unanswered.set(socket, now)
    return now
  }
  const answerSome = () => {
    isDue = false
    const from = performance.now()
    while (performance.now() - from < longestTurnMs) {
      const next = lane.take()
      if (next === null) return
      if (!next.request.socket.destroyed) answer(next.request, next.response)
    }
    soon()
  }
  const soon = () => {
    if (isDue) return
    isDue = true
    setImmediate(answerSome)
  }

  return (request, response) => {
    const { socket } = request
    // The socket was destroyed for having too many requests open, and this one was read together with them.
    if (socket.destroyed) return
    if (count(request, 1) > mostUnanswered) {
      socket.destroy()
      return
    }
    const cancel = destroyAfter(socket, answerMs)
    response.on('close', () => {
      cancel()
      count(request, -1)
    })
    lane.put([network(request), socket], { request, response })
    soon()
  }
}
