import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { performance } from 'node:perf_hooks'
import { Lane } from '../../pace/lane.ts'
import { type Deadlines, destroyAfter } from './deadlines.ts'

interface Waiting {
  request: IncomingMessage
  response: ServerResponse
}

/** No browser and no proxy sends the next request before it was answered; whoever does may have so many open. */
const mostUnanswered = 8
/** Of each turn of the event loop: the rest is for the sockets of those who talk. */
const longestTurnMs = 4

/**
 * Answers requests so that nobody is kept waiting by those of others: networks take turns, of each its connections, and
 * of those none can pile up many nor leave an answer unread for ever.
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
    // The rest of what was read with the request that was one too many.
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
