import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { act, randomId } from '../../relay/seed/seeding.ts'
import { segmentName } from '../../shared/wire/documents.ts'
import { writeMessage } from '../../shared/wire/messages.ts'
import { quantile } from '../world/figures.ts'
import { until } from '../world/until.ts'
import { UpdateWriter } from '../world/update-writer.ts'
import { type Figure, ms, type Row, times } from './figure.ts'
import { fill, type Seat, seat, temporaryFolder } from './folder.ts'
import { ListeningSocket } from './listening-socket.ts'
import { startPlainRelay } from './plain-relay.ts'

const devices = 100
const perSecond = 20
const seconds = 15
/** These seconds do not count: the code of both servers is compiled when it is first used. */
const warmUpSeconds = 3
const question = writeMessage({ type: 'sync-step-1', stateVector: Uint8Array.of(0) })

/**
 * Time from one device's send until another device has it, including the write to disk. A plain broadcast is measured
 * in the same run for comparison.
 */
export const latency: Figure = {
  name: 'latency',
  async run({ tell }) {
    const folder = temporaryFolder()
    tell(`making ${devices} accounts`)
    const { seats, rooms } = await fill(folder, async (seeding) => {
      const seats: Seat[] = []
      for (let i = 0; i < devices; i++) seats.push(await seat(seeding, `user${i}`))
      const rooms = [randomId(), randomId()]
      for (const room of rooms) {
        const [owner, ...others] = seats.map(({ user }) => user)
        await act(seeding, owner!, { do: 'make', room, name: room, topic: '', visibility: 'public' })
        for (const user of others) await act(seeding, user, { do: 'join', room })
      }
      return { seats, rooms }
    })
    const relay = await startPlainRelay(folder)
    const echo = await startEcho()
    const address = relay.url.replace('http', 'ws')
    const rows: Row[] = []
    try {
      for (const [index, size] of [2, devices].entries()) {
        tell(`${size} devices, ${perSecond} messages a second for ${seconds} s, twice`)
        const talkers = seats.slice(0, size)
        const room = rooms[index]!
        const bare = await talk(talkers, room, (token) => ListeningSocket.open(echo.url, token))
        const path = `${address}/sync/${segmentName(room, 1)}`
        const durable = await talk(talkers, room, async (token) =>
          (await ListeningSocket.open(path, token)).synced(question),
        )
        rows.push(...rowsOf(size, durable, bare))
      }
    } finally {
      echo.stop()
      await relay.stop()
    }
    return rows
  },
}

interface Heard {
  /** Milliseconds from a send until each other device receives it, and until the sender gets the acknowledgement. */
  receipts: number[]
  acks: number[]
}

const rowsOf = (size: number, durable: Heard, bare: Heard): Row[] => [
  ...([0.5, 0.99] as const).map((share) => {
    const [kept, handedOn] = [quantile(durable.receipts, share), quantile(bare.receipts, share)]
    const beside = `${times(kept / handedOn)} a bare broadcast (${ms(handedOn)})${share === 0.99 ? '; under 25 ms' : ''}`
    return { what: `send to another's receipt, ${size} devices, p${share * 100}`, value: ms(kept), beside }
  }),
  {
    what: `send to acknowledgement, ${size} devices, p50 and p99`,
    value: `${ms(quantile(durable.acks, 0.5))}, ${ms(quantile(durable.acks, 0.99))}`,
  },
]

const talk = async (
  seats: readonly Seat[],
  room: string,
  open: (token: string) => Promise<ListeningSocket>,
): Promise<Heard> => {
  const clients = await Promise.all(
    seats.map(async (seat) => ({ seat, writer: new UpdateWriter(), listener: await open(seat.token) })),
  )
  const said: { name: string; at: number; by: ListeningSocket }[] = []
  for (let i = 0; i < perSecond * (warmUpSeconds + seconds); i++) {
    const { seat, writer, listener } = clients[(i * 7) % clients.length]!
    const record = seat.device.post(room, `message ${i}, about as long as what people write to each other in a room`)
    const frame = writeMessage({ type: 'update', update: writer.update(record) })
    said.push({ name: record.name, at: performance.now(), by: listener })
    listener.socket.send(frame)
    await new Promise((resolve) => setTimeout(resolve, 1_000 / perSecond))
  }
  const listeners = clients.map(({ listener }) => listener)
  await until('everybody has heard what the others said', () =>
    said.every(({ name, by }) => listeners.every((listener) => listener === by || listener.heard.has(name))),
  )
  for (const listener of listeners) listener.socket.terminate()
  const counted = said.slice(perSecond * warmUpSeconds)
  return {
    receipts: counted.flatMap(({ name, at, by }) =>
      listeners.filter((listener) => listener !== by).map((listener) => listener.heard.get(name)! - at),
    ),
    acks: counted.flatMap(({ name, at, by }) => (by.acked.has(name) ? [by.acked.get(name)! - at] : [])),
  }
}

const startEcho = async (): Promise<{ url: string; stop(): void }> => {
  const child = fork(fileURLToPath(new URL('./echo-server.mjs', import.meta.url)), { execArgv: [] })
  const [port] = await once(child, 'message')
  return { url: `ws://127.0.0.1:${port}`, stop: () => child.kill() }
}
