import 'fake-indexeddb/auto'
import { cpSync, rmSync } from 'node:fs'
import { afterAll, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { realClock } from '../../app/base/clock.ts'
import { tableInMemory } from '../../app/base/table.ts'
import { Carrier } from '../../app/sync/carrier.ts'
import { Documents } from '../../app/sync/documents.ts'
import { Socket } from '../../app/sync/socket.ts'
import { segmentName } from '../../shared/wire/documents.ts'
import { Person } from '../world/person.ts'
import { Relay } from '../world/relay.ts'
import { load, Stock } from '../world/stock.ts'
import { until } from '../world/until.ts'

const relay = new Relay({})
const backup = `${relay.data}-backup`
afterAll(async () => {
  await relay.stop()
  rmSync(backup, { recursive: true, force: true })
})

const copyFolder = async (from: string, to: string) => {
  await relay.kill('SIGTERM')
  rmSync(to, { recursive: true, force: true })
  cpSync(from, to, { recursive: true })
  await relay.start()
}

/**
 * The app's own documents over the app's own socket, without a screen. It starts to carry at once, without waiting for
 * other devices.
 */
const deviceOf = ({ token, username, device }: Person) => {
  class BearerSocket extends WebSocket {
    constructor(url: string) {
      super(url, { headers: { authorization: `Bearer ${token}` } })
      this.binaryType = 'arraybuffer'
      this.on('error', () => {}) // the close event that follows is what we handle
    }
  }
  const socket = new Socket({
    url: `${relay.url.replace('http', 'ws')}/sync`,
    WebSocket: BearerSocket as unknown as new (url: string) => globalThis.WebSocket,
    clock: realClock,
    deviceTime: Date.now,
    chance: Math.random,
    isVisible: () => true,
    prepare: async () => 'go',
  })
  const parts = { user: username, socket, clock: realClock, locks: null, clientIds: tableInMemory<number>() }
  const isOwn = (_: string, name: string) => name.startsWith(device.idText)
  const documents = new Documents({ ...parts, trouble: () => {}, isOwn }, () => false)
  let ahead = 0
  const clock = {
    now: () => Date.now() + ahead,
    after: (ms: number, run: () => void) =>
      realClock.after(0, () => {
        ahead += ms
        run()
      }),
  }
  const carrier = new Carrier({ documents, clock, chance: () => 0, above: () => [], head: () => null })
  socket.start()
  const end = async () => {
    carrier.close()
    socket.close()
    await documents.closeAll()
  }
  return { documents, end }
}

test('after a backup is restored, a newcomer reads what an author who never came back wrote after the backup', async () => {
  await relay.start()
  const [owner, author] = await Promise.all(['olga', 'ana'].map((name) => new Person(relay, name).signUp()))
  const room = await owner!.makeRoom()
  await author!.act({ do: 'join', room })
  await copyFolder(relay.data, backup)

  const words = ['one', 'two', 'three'].map((text) => author!.device.post(room, text))
  const names = words.map(({ name }) => name).sort()
  const line = new Stock(relay, segmentName(room, 1), author!.token)
  await line.synced()
  line.write(...words)
  await line.until('all are kept', () => words.every(({ name }) => line.isKept(name)))
  line.end()
  const device = deviceOf(owner!)
  const document = device.documents.open(segmentName(room, 1))
  await until('the owner has them', () => document.map.size === 3)

  await copyFolder(backup, relay.data)
  await until('the relay is heard again', () => document.state().name === 'synced')
  const newcomer = await new Person(relay, 'nora').signUp()
  await newcomer.act({ do: 'join', room })
  const screen = new Stock(relay, segmentName(room, 1), newcomer.token)
  await screen.until('they are carried', () => screen.log.size === 3)
  screen.end()
  // The document of the carrier holds the same records as the relay.
  expect([...document.map.keys()].sort()).toEqual(names)
  await device.end()
  await relay.kill('SIGTERM')
  await relay.start()
  const kept = await load(relay, segmentName(room, 1), newcomer.token)
  expect([...kept.keys()].sort()).toEqual(names)
  for (const { name, bytes } of words) expect(kept.get(name)).toEqual(bytes)
})
