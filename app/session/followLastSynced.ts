import { type Accessor, createSignal } from 'solid-js'
import type { Connection } from './openConnection.ts'
import type { Queues } from './openQueues.ts'
import type { DeviceStorage } from './openStorage.ts'

/** When this device last had nothing left to send. */
export const followLastSynced = (
  { store }: DeviceStorage,
  { book, count }: Queues,
  { socket, now }: Connection,
): { at: Accessor<number | null>; close(): void } => {
  const settings = store.table<number>('settings')
  const [at, setAt] = createSignal<number | null>(null)
  const set = (time: number) => {
    setAt(time)
    settings.put('synced', time).catch(() => {})
  }
  const stops = [
    socket.hello.subscribe(() => count() === 0 && set(now())),
    book.changed.subscribe(() => count() === 0 && socket.state() === 'open' && set(now())),
  ]
  void settings
    .get('synced')
    .then((kept) => setAt((now) => now ?? kept ?? null))
    .catch(() => {})
  return {
    at,
    close: () => {
      for (const stop of stops) stop()
    },
  }
}
