import { expect, test } from 'vitest'
import { FakeClock } from '../../tests/world/app/fake-clock.ts'
import { FakeRelay } from '../../tests/world/app/fake-relay.ts'
import { bytes, openTab, segment, stage } from '../../tests/world/app/open-tabs.ts'
import { until } from '../../tests/world/app/until.ts'
import { type Readiness, Socket } from './socket.ts'

const quietEnd = { opened: () => {}, message: () => {}, hello: () => {}, closed: () => {} }

/** A tab that first asks over HTTP, as the app does. A relay that is down does not answer. */
const makeClient = ({ chance = 0.5, isVisible = true } = {}) => {
  const [relay, clock] = [new FakeRelay(), new FakeClock()]
  const client = {
    relay,
    clock,
    attempts: [] as number[],
    answer: 'go' as Readiness,
    isVisible,
    socket: null! as Socket,
  }
  client.socket = new Socket({
    url: 'ws://relay/sync',
    WebSocket: relay.WebSocket,
    clock,
    deviceTime: () => clock.now(),
    chance: () => chance,
    isVisible: () => client.isVisible,
    prepare: async () => {
      client.attempts.push(clock.now())
      return relay.isDown ? 'unreachable' : client.answer
    },
  })
  client.socket.start()
  client.socket.openChannel('room/x', { ...quietEnd, closed: () => client.socket.openChannel('room/x', quietEnd) })
  return client
}

const pass = async ({ clock }: { clock: FakeClock }, ms: number) => {
  for (let passed = 0; passed < ms; passed += 50) {
    clock.pass(50)
    for (let turn = 0; turn < 8; turn++) await Promise.resolve()
  }
}

const minute = 60_000

test.each([0, 0.5, 1])(
  'a visible tab finds a relay that comes back after a minute within two seconds (chance %d)',
  async (chance) => {
    const client = makeClient({ chance })
    await pass(client, 100)
    expect(client.socket.state()).toBe('open')
    client.relay.kill()
    await pass(client, minute)
    expect(client.socket.state()).toBe('broken')
    client.relay.isDown = false
    await pass(client, 2_000)
    expect(client.socket.state()).toBe('open')
  },
)

test("three hundred tabs try at most once a second on average while the relay is gone, and don't all return at the same moment", async () => {
  const clients = Array.from({ length: 300 }, (_, at) => makeClient({ chance: at / 299 }))
  for (const client of clients) {
    await pass(client, 100)
    client.relay.kill()
    client.attempts = []
    await pass(client, minute)
  }
  const attempts = clients.map((client) => client.attempts.length)
  expect(Math.max(...attempts)).toBeLessThanOrEqual(80)
  expect(attempts.reduce((sum, count) => sum + count) / clients.length).toBeLessThanOrEqual(60)
  // Counts how many clients come back within any tenth of a second after the relay is up again.
  const back: number[] = []
  for (const client of clients) {
    client.attempts = []
    const at = client.clock.now()
    client.relay.isDown = false
    await pass(client, 2_000)
    back.push((client.attempts[0] ?? Number.POSITIVE_INFINITY) - at)
  }
  const busiest = Math.max(...back.map((at) => back.filter((other) => other >= at && other < at + 100).length))
  expect(Math.max(...back)).toBeLessThanOrEqual(2_000)
  expect(busiest).toBeLessThanOrEqual(clients.length / 5)
})

test('a hidden tab tries less and less often, and at once when somebody looks at it', async () => {
  const client = makeClient({ isVisible: false })
  await pass(client, 100)
  client.relay.kill()
  client.attempts = []
  await pass(client, 5 * minute)
  expect(client.attempts.length).toBeLessThanOrEqual(20)
  client.relay.isDown = false
  client.isVisible = true
  client.socket.wake()
  await pass(client, 100)
  expect(client.socket.state()).toBe('open')
})

test("a relay that answers but can't accept us is asked less and less often, even by a visible tab", async () => {
  const client = makeClient()
  await pass(client, 100)
  client.answer = 'wait'
  client.relay.kill()
  client.relay.isDown = false
  client.attempts = []
  await pass(client, 5 * minute)
  expect(client.attempts.length).toBeLessThanOrEqual(20)
})

test('an attempt that hangs in a dead network is dropped when somebody asks to try now', async () => {
  const client = makeClient()
  await pass(client, 100)
  client.relay.kill()
  client.relay.isDown = false
  client.relay.joined = () => {}
  await pass(client, 4_000)
  expect(client.socket.state()).toBe('connecting')
  client.relay.joined = FakeRelay.prototype.joined
  client.socket.wake()
  await pass(client, 100)
  expect(client.socket.state()).toBe('open')
})

test('an ended session stops the socket until it is started again', async () => {
  const { relay, user } = stage()
  const { documents, socket, heard } = openTab(relay, { user })
  const document = documents.open(segment)
  await until(() => document.state().name === 'synced')
  relay.endSessions()
  expect([socket.state(), heard.at(-1)]).toEqual(['ended', 'ended'])
  document.add('a.1', bytes('kept'))
  socket.start()
  await until(() => relay.taken.includes('a.1'))
})

test('45 s of silence break the socket, and a hello every 20 s keeps it open', async () => {
  const { relay, user } = stage()
  const { documents, socket, clock } = openTab(relay, { user })
  documents.open(segment)
  await until(() => socket.state() === 'open')
  for (let i = 0; i < 4; i++) {
    clock.pass(20_000)
    relay.hello()
    await until(() => true)
    await new Promise((resolve) => setTimeout(resolve))
  }
  expect(socket.state()).toBe('open')
  clock.pass(45_000)
  expect(socket.state()).toBe('broken')
})
