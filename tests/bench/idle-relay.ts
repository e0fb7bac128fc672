import { WebSocket } from 'ws'
import { act, randomId } from '../../relay/seed/seeding.ts'
import { homeName, rosterName, segmentName } from '../../shared/wire/documents.ts'
import { writeMessage } from '../../shared/wire/messages.ts'
import { writeFrame } from '../../shared/wire/mux.ts'
import { count, type Figure, kilobytes, megabytes } from './figure.ts'
import { fill, type Seat, seat, temporaryFolder } from './folder.ts'
import { type PlainRelay, residentBytes, startPlainRelay } from './plain-relay.ts'

const rooms = 1_000
const users = 20
const further = 500

/** Memory of the relay as people run it: the bundle, with nothing else loaded. */
export const idleRelay: Figure = {
  name: 'idle-relay',
  async run({ tell }) {
    const folder = temporaryFolder()
    tell(`making ${count(rooms)} rooms`)
    const world = await fill(folder, async (seeding) => {
      const seats: Seat[] = []
      for (let i = 0; i < users; i++) seats.push(await seat(seeding, `user${i}`))
      const ids: { room: string; owner: Seat }[] = []
      for (let i = 0; i < rooms; i++) {
        const owner = seats[i % users]!
        const room = randomId()
        await act(seeding, owner.user, { do: 'make', room, name: `room ${i}`, topic: '', visibility: 'public' })
        ids.push({ room, owner })
      }
      return ids
    })
    const relay = await startPlainRelay(folder)
    try {
      const fresh = await settledBytes(relay)
      tell(`opening ${count(rooms)} connections`)
      const sockets: WebSocket[] = []
      for (const { room, owner } of world) sockets.push(await openRoom(relay, owner, room))
      const open = await settledBytes(relay)
      tell(`opening ${further} more`)
      for (const { room, owner } of world.slice(0, further)) sockets.push(await openRoom(relay, owner, room))
      const crowded = await settledBytes(relay)
      for (const socket of sockets) socket.terminate()
      return [
        { what: 'relay, idle, just started (RSS)', value: megabytes(fresh) },
        {
          what: `relay, idle, ${count(rooms)} rooms and ${count(rooms)} connections open (RSS)`,
          value: megabytes(open),
          beside: 'at most 100 MB',
        },
        { what: 'each further connection', value: kilobytes((crowded - open) / further), beside: 'at most 10 kB' },
      ]
    } finally {
      await relay.stop()
    }
  },
}

/** Connects as a device in its room does: home, roster and head segment over one socket, each synced. */
const openRoom = async (relay: PlainRelay, { token, user }: Seat, room: string): Promise<WebSocket> => {
  const socket = new WebSocket(`${relay.url.replace('http', 'ws')}/sync`, {
    headers: { authorization: `Bearer ${token}` },
  })
  await new Promise((resolve, reject) => {
    socket.once('message', resolve)
    socket.once('error', reject)
  })
  const documents = [homeName(user), rosterName(room), segmentName(room, 1)]
  const synced = new Promise<void>((resolve, reject) => {
    const waiting = new Set(documents.keys())
    socket.once('close', (code) => reject(new Error(`the relay closed the socket: ${code}`)))
    socket.on('message', (data: Buffer) => {
      const isStep2 = data[1] === 0 && data[2] === 1
      if (isStep2) waiting.delete(data[0]! - 1)
      if (waiting.size === 0) resolve()
    })
  })
  const question = writeMessage({ type: 'sync-step-1', stateVector: Uint8Array.of(0) })
  for (const [index, document] of documents.entries()) {
    socket.send(writeFrame({ control: 'open', channel: index + 1, document }))
    socket.send(writeFrame({ channel: index + 1, message: question }))
  }
  await synced
  return socket
}

/** We cannot know when garbage is collected, so wait until the memory no longer falls. */
const settledBytes = async (relay: PlainRelay): Promise<number> => {
  let lowest = Number.POSITIVE_INFINITY
  for (let unchanged = 0; unchanged < 5; unchanged++) {
    await new Promise((resolve) => setTimeout(resolve, 1_000))
    const bytes = residentBytes(relay.pid)
    if (bytes < lowest * 0.99) unchanged = 0
    lowest = Math.min(lowest, bytes)
  }
  return residentBytes(relay.pid)
}
