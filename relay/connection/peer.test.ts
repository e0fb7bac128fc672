import { expect, it } from 'vitest'
import { HandClock } from '../../tests/world/house.ts'
import { Peer, peerLimits } from './peer.ts'

/** A peer over a socket with this many buffered bytes, and the codes with which it was closed. */
const lineWith = (socket: { bufferedBytes: number }) => {
  const clock = new HandClock()
  const ends: number[] = []
  const line = new Peer(Object.assign(socket, { send: () => {}, close: () => {} }), clock, (code) => ends.push(code))
  return { clock, line, ends }
}

it('sends no sign of life after it has ended, even if the sign itself ended it', async () => {
  const socket = { bufferedBytes: 0 }
  const { clock, line } = lineWith(socket)
  line.received(new Uint8Array(1))
  let signs = 0
  line.keepAlive(() => {
    signs++
    line.close(1000, 'bye')
  })
  await clock.pass(5 * peerLimits.signOfLifeMs)
  expect(signs).toBe(1)
})

it('calls back each waiter once when it can write again, however often they asked', async () => {
  const socket = { bufferedBytes: peerLimits.blockedBytes + 1 }
  const { clock, line } = lineWith(socket)
  line.received(new Uint8Array(1))
  const caughtUp: string[] = []
  const waiter = (name: string) => ({ catchUp: () => caughtUp.push(name) })
  const [one, two] = [waiter('one'), waiter('two')]
  for (const each of [one, two, one]) line.whenWritable(each)
  await clock.pass(1_000)
  expect(caughtUp).toEqual([])
  socket.bufferedBytes = 0
  await clock.pass(1_000)
  expect(caughtUp).toEqual(['one', 'two'])
})

it('ends a connection that says nothing, and keeps one that has said something', async () => {
  const silent = lineWith({ bufferedBytes: 0 })
  const talking = lineWith({ bufferedBytes: 0 })
  talking.line.received(new Uint8Array(1))
  for (const { clock } of [silent, talking]) await clock.pass(2 * peerLimits.firstFrameMs)
  expect(silent.ends).toHaveLength(1)
  expect(talking.ends).toEqual([])
})
