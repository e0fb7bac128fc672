import { createSignal } from 'solid-js'
import type { Table } from '../base/table.ts'
import type { LocalStore } from '../store/localStore.ts'
import { BarrierWatch } from '../sync/barrier.ts'
import { Documents } from '../sync/documents.ts'
import { networkOf } from '../sync/network.ts'
import type { DocumentParts } from '../sync/openDocument.ts'
import { type KnownTime, RelayTime } from '../sync/relayTime.ts'
import { type Readiness, Socket } from '../sync/socket.ts'
import type { Surroundings } from './session.ts'

export type Connection = Awaited<ReturnType<typeof openConnection>>

/**
 * Opens what connects this device with the relay: the socket, the documents that share it, and the relay's time. The
 * socket does not start yet, so that everything built on it misses nothing.
 */
export const openConnection = async (
  { clock, wall, steady, chance, isVisible, locks, WebSocket, socketUrl, askAtSocket, trouble }: Surroundings,
  {
    user,
    store,
    prepare,
    isHeld,
    isOwn,
  }: {
    user: string
    store: LocalStore
    prepare(): Promise<Readiness>
    /** True for a document that the relay cannot know yet. */
    isHeld(document: string): boolean
    isOwn: DocumentParts['isOwn']
  },
) => {
  const kept = await keptTime(store.table('settings'))
  const socket = new Socket({ url: socketUrl, WebSocket, clock, deviceTime: wall, chance, isVisible, prepare })
  const time = new RelayTime({ wall, steady, isConnected: () => socket.state() === 'open', ...kept })
  const clientIds = store.table<number>('clientIds')
  const documents = new Documents({ user, socket, clock, locks, clientIds, trouble, isOwn }, isHeld)
  const barriers = new BarrierWatch(askAtSocket)
  const [hasFailed, setHasFailed] = createSignal(false)
  socket.hello.subscribe((told) => {
    time.hear(told)
    setHasFailed(false)
    barriers.over()
  })
  socket.failed.subscribe((why) => {
    setHasFailed(true)
    barriers.failed(why)
  })
  return {
    socket,
    documents,
    /** The relay's time, as well as it is known here. */
    now: () => time.now(),
    network: () => networkOf(socket.state(), hasFailed()),
    isConnected: () => socket.state() === 'open',
    isTrying: () => socket.state() === 'connecting' || socket.state() === 'broken',
    barrier: () => barriers.barrier(),
    close: async () => {
      socket.close()
      await documents.closeAll()
    },
  }
}

const [offsetKey, heardKey] = ['clock-offset', 'clock-heard']

const keptTime = async (settings: Table<number>) => {
  const [offset, heard] = await Promise.all([settings.get(offsetKey), settings.get(heardKey)]).catch(() => [])
  return {
    before: offset === undefined ? null : { offset, heard: heard ?? 0 },
    keep: (known: KnownTime) => {
      // A failed write does no harm, because every hello tells the time again.
      settings.put(offsetKey, known.offset).catch(() => {})
      settings.put(heardKey, known.heard).catch(() => {})
    },
  }
}
