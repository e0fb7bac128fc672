import { expect, it } from 'vitest'
import { HandClock, settled } from '../../tests/world/house.ts'
import { FairQueue, type Payer, readingLimits } from './fair-queue.ts'

const stage = () => {
  const clock = new HandClock()
  const queue = new FairQueue(clock, readingLimits)
  const order: string[] = []
  const ask = (payer: Payer, room: string, connection: object, bytes = 0) =>
    void queue.run(payer, room, connection, async () => {
      await new Promise((turn) => setImmediate(turn))
      order.push(`${payer.account} in ${room}`)
      return bytes
    })
  return { clock, queue, order, ask }
}
const member = (account: string): Payer => ({ isGuest: false, account })
const guests: Payer = { isGuest: true, account: '192.0.2.1' }
const drained = async () => {
  for (let turn = 0; turn < 100; turn++) await settled()
}

it('members go before guests, and guests still get their turn', async () => {
  const { ask, order } = stage()
  for (let n = 0; n < 100; n++) ask(guests, 'a', {})
  for (let n = 0; n < 40; n++) ask(member(`m${n}`), 'b', {})
  await drained()
  const before = order.slice(0, order.findLastIndex((one) => one.startsWith('m')) + 1)
  const ofGuests = before.filter((one) => one.startsWith(guests.account)).length
  expect(ofGuests).toBeGreaterThanOrEqual(4)
  expect(ofGuests).toBeLessThanOrEqual(12)
  expect(order).toHaveLength(140)
})

it('accounts take turns, and so do the rooms and connections of one account', async () => {
  const { ask, order } = stage()
  const busy = {}
  for (let n = 0; n < 100; n++) ask(member('flood'), 'a', busy)
  ask(member('flood'), 'b', {})
  ask(member('olga'), 'a', {})
  await drained()
  expect(order.indexOf('olga in a')).toBeLessThan(10)
  expect(order.indexOf('flood in b')).toBeLessThan(10)
})

it('an account never takes all places, so that the next one begins at once', async () => {
  const { queue, ask, order } = stage()
  const stuck = () => new Promise<number>(() => {})
  for (let n = 0; n < 100; n++) void queue.run(member('flood'), `room ${n}`, {}, stuck)
  ask(member('ann'), 'a', {})
  await drained()
  expect(order).toEqual(['ann in a'])
})

it("an account that has used up its budget waits until it refills, and others don't wait", async () => {
  const { clock, ask, order } = stage()
  const { burst, perSecond } = readingLimits.guests
  for (let n = 0; n < 5; n++) ask(guests, 'a', {}, burst)
  await drained()
  expect(order).toHaveLength(1)
  ask({ ...guests, account: '192.0.2.2' }, 'a', {})
  ask(member('olga'), 'a', {})
  await drained()
  expect(order.slice(1).sort()).toEqual(['192.0.2.2 in a', 'olga in a'])
  await clock.pass((readingLimits.least / perSecond) * 1_000 + 2)
  await drained()
  expect(order).toHaveLength(4)
})

it('a failure reaches only the caller and holds up nothing', async () => {
  const { queue, ask, order } = stage()
  const failed = queue.run(member('olga'), 'a', {}, () => Promise.reject(new Error('no disk')))
  ask(member('milo'), 'a', {})
  await expect(failed).rejects.toThrow('no disk')
  await drained()
  expect(order).toEqual(['milo in a'])
})

it('nothing waits for a closed connection', async () => {
  const { clock, queue, ask, order } = stage()
  const [gone, stays] = [{}, {}]
  ask(guests, 'a', {}, readingLimits.guests.burst)
  await drained()
  const waiting = ['a', 'b', 'b'].map((room) =>
    queue.run(guests, room, gone, async () => Promise.reject(new Error('ran'))),
  )
  ask(guests, 'b', stays)
  queue.leave(guests, gone)
  await Promise.all(waiting)
  await clock.pass(1_000)
  await drained()
  expect(order).toEqual([`${guests.account} in a`, `${guests.account} in b`])
})
