import { type Accessor, createSignal } from 'solid-js'
import type { Connection } from './openConnection.ts'
import type { Queues } from './openQueues.ts'
import type { DeviceStorage } from './openStorage.ts'

/** When this device last had nothing left to send. */
export const followLastSynced = (
  { store }: Pick<DeviceStorage, 'store'>,
  { book, outbox, count }: Pick<Queues, 'book' | 'outbox' | 'count'>,
  { socket, now }: Pick<Connection, 'socket' | 'now'>,
): { at: Accessor<number | null>; close(): void } => {
  const settings = store.table<number>('settings')
  const [at, setAt] = createSignal<number | null>(null)
  const set = (time: number) => {
    setAt(time)
    settings.put('synced', time).catch(() => {})
  }
  const look = () => {
    if (count() === 0 && socket.state() === 'open') set(now())
  }
  const stops = [
    socket.hello.subscribe(() => count() === 0 && set(now())),
    // Either of them may be the last to have something left.
    book.changed.subscribe(look),
    outbox.answered.subscribe(look),
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
