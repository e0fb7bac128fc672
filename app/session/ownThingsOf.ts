import { createSignal, runWithOwner, untrack } from 'solid-js'
import type { Body } from '../../shared/record/kinds.ts'
import type { Clock } from '../base/clock.ts'
import type { OwnView } from '../lobby/model/ownContext.ts'
import type { OwnThings } from '../lobby/model/ownThings.ts'
import { bodyOf } from '../outgoing/readUnsent.ts'
import type { Connection } from './openConnection.ts'
import type { Identity } from './openIdentity.ts'
import type { Queues } from './openQueues.ts'
import type { Reading } from './openReading.ts'
import type { Rooms } from './openRooms.ts'
import type { DeviceStorage } from './openStorage.ts'
import type { Writing } from './openWriting.ts'

/** Messages to be sent later go out although no screen needs this code. Not at once: the first screen comes first. */
const soonMs = 1_500

/** Drafts, saved messages and messages to be sent later. They open with the first screen that asks, or soon. */
export const ownThingsOf = ({
  me,
  clock,
  storage: { failed },
  identity: { device },
  queues: { book },
  connection: { now },
  reading: { live, segments },
  writing: { delivery, write, ends },
  rooms: { own },
}: {
  me: string
  clock: Clock
  storage: DeviceStorage
  identity: Identity
  queues: Queues
  connection: Connection
  reading: Reading
  writing: Writing
  rooms: Rooms
}) => {
  const [opened, setOpened] = createSignal<OwnThings | null>(null)
  let isClosed = false
  const open: OwnView['open'] = (openThings) =>
    // It outlives the component that asked first, and must not wait for what that component waits for.
    runWithOwner(null, () => {
      if (!untrack(opened) && !isClosed)
        setOpened(openThings({ me, device, own, clock, now, delivery, book, write, ends, live, segments, failed }))
      return untrack(opened)
    }) ?? null
  let cancel = () => {}
  return {
    own: { open, opened },
    /** A message to be sent later is only on this device. */
    hasUnsent: () => book.all().some((entry) => entry.room === me && isForLater(bodyOf(entry))),
    openSoon: () => {
      cancel = clock.after(soonMs, () => {
        // Without this code nothing is sent later from here, until a page is loaded that has it.
        void import('../lobby/model/ownThings.ts').then(({ openOwnThings }) => open(openOwnThings)).catch(() => {})
      })
    },
    close: () => {
      isClosed = true
      cancel()
      untrack(opened)?.close()
    },
  }
}

const isForLater = (body: Body | null): boolean =>
  body?.kind === 'set' && body.key.startsWith('later/') && body.value !== null
