import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import { expect, it } from 'vitest'
import { calmTurn, isCrowdedTurn, somebodyConnected } from './calm-turn.ts'
import { nextTurn } from './next-turn.ts'

/** Somebody connects in every turn of the event loop until `stop` is called. Counts those turns. */
const crowd = () => {
  let turns = 0
  let next = setImmediate(function come() {
    turns++
    somebodyConnected()
    next = setImmediate(come)
  })
  return { turns: () => turns, stop: () => clearImmediate(next) }
}

it('costly work begins in the next turn if nobody connects', async () => {
  let turns = 0
  const counting = setImmediate(() => turns++)
  await calmTurn()
  expect(turns).toBe(1)
  clearImmediate(counting)
})

it('costly work waits while somebody connects in every turn, but not for ever', async () => {
  const { turns, stop } = crowd()
  await calmTurn()
  expect(turns()).toBeGreaterThan(10)
  expect(turns()).toBeLessThan(20)
  stop()
})

it('a turn is crowded until it ends', async () => {
  somebodyConnected()
  expect(isCrowdedTurn()).toBe(true)
  await nextTurn()
  await nextTurn()
  expect(isCrowdedTurn()).toBe(false)
})

it('a crowd that connects is let in with few pieces of costly work in between', async () => {
  const crowdSize = 200
  let accepted = 0
  const server = createServer((socket) => {
    somebodyConnected()
    accepted++
    socket.end()
  }).listen(0, '127.0.0.1', 4_096)
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  let pieces = 0
  const work = (async () => {
    while (accepted < crowdSize) {
      await calmTurn()
      if (accepted > 0) pieces++
    }
  })()
  const clients = Array.from({ length: crowdSize }, () => connect(port, '127.0.0.1').on('error', () => {}))
  await work
  for (const client of clients) client.destroy()
  server.close()
  expect(pieces).toBeLessThan(crowdSize / 4)
})
