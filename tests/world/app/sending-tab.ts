import 'fake-indexeddb/auto'
import { onTestFinished } from 'vitest'
import { Listeners } from '../../../app/base/listeners.ts'
import { tableInMemory } from '../../../app/base/table.ts'
import { Delivery } from '../../../app/outgoing/delivery.ts'
import { openUnsent, type UnsentBook } from '../../../app/outgoing/unsent.ts'
import { writeWith } from '../../../app/outgoing/write.ts'
import { needIdentity, type Signer } from '../../../app/store/identity.ts'
import { entryId, type Journal } from '../../../app/store/journal.ts'
import { journalInMemory } from '../../../app/store/journalInMemory.ts'
import type { Tabs } from '../../../app/store/tabs.ts'
import { toBase64url } from '../../../shared/base64url.ts'
import { readEntry } from '../../../shared/room/entry.ts'
import { segmentName } from '../../../shared/wire/documents.ts'
import { fakeLocks } from './fake-locks.ts'
import type { FakeRelay } from './fake-relay.ts'
import { tabOf } from './tab.ts'

export const room = 'AAAAAAAAAAAAAAAAAAAAAA'
let users = 0

/** What outlives a tab, which is the disk and the locks of the browser. */
export const makeDevice = async () => ({
  user: toBase64url(crypto.getRandomValues(new Uint8Array(16))),
  disk: `disk-${++users}`,
  journal: journalInMemory(),
  signer: await needIdentity(tableInMemory()),
  locks: fakeLocks(),
  takenClients: tableInMemory<readonly number[]>(),
  tabs: [] as Listeners<Parameters<Tabs['tell']>[0]>[],
})
type Device = Awaited<ReturnType<typeof makeDevice>>

/**
 * A tab that delivers to a fake relay. Parts given in `dies` never answer, as if the tab died at that point.
 */
export const openTab = async (
  relay: FakeRelay,
  device: Device,
  dies: Partial<{ journal: Journal; signer: Signer }> = {},
) => {
  const { journal, signer } = { ...device, ...dies }
  const heard = new Listeners<Parameters<Tabs['tell']>[0]>()
  device.tabs.push(heard)
  const tabs: Tabs = {
    heard,
    tell: (word) => {
      for (const other of device.tabs) if (other !== heard) queueMicrotask(() => other.emit(word))
    },
    close: () => {},
  }
  const isOwn = (_: string, name: string) =>
    name.startsWith(`${toBase64url(signer.device)}.`) || book.find(entryId({ room, name })) !== undefined
  const { documents, socket, clock } = tabOf(relay, { user: device.disk, locks: device.locks, isOwn })
  const book: UnsentBook = await openUnsent({ journal, tabs, counts: () => true, failed: () => {} })
  let head = 1
  /** The time of the newest record that the relay has taken, as far as this tab knows. */
  const newestIn = (segment: number) => {
    const map = documents.find(segmentName(room, segment))?.map ?? new Map<string, unknown>()
    const sent = [...map].filter(([name]) => book.find(entryId({ room, name })) === undefined)
    return Math.max(0, ...sent.map(([name, bytes]) => readEntry(name, bytes as Uint8Array)?.time ?? 0))
  }
  const write = writeWith({ book, signer, now: () => relay.time })
  const delivery = new Delivery({
    me: device.user,
    signer,
    book,
    documents,
    tabs,
    locks: device.locks,
    clock,
    ends: { headOf: async () => head, newestSent: async (_, segment) => newestIn(segment) },
    takenClients: device.takenClients,
    write,
  })
  const document = documents.open(segmentName(room, 1))
  await document.loaded
  const close = async () => {
    device.tabs.splice(device.tabs.indexOf(heard), 1)
    delivery.close()
    socket.close()
    await documents.closeAll()
  }
  onTestFinished(close)
  return {
    write,
    say: (text: string) => write({ room, segment: head, newest: 0 }, { kind: 'post', text }),
    edit: (ref: string, text: string) => write({ room, segment: head, newest: 0 }, { kind: 'edit', text }, ref),
    erase: (ref: string) => write({ room, segment: head, newest: 0 }, { kind: 'erase' }, ref),
    book,
    delivery,
    tabs,
    document,
    documents,
    clock,
    socket,
    close,
    moveHead: (to: number) => {
      head = to
    },
  }
}

/** The texts that the relay has. */
export const textsOn = (relay: FakeRelay, segment = 1) =>
  [...relay.document(segmentName(room, segment)).getMap('log')].flatMap(([name, bytes]) => {
    const body = readEntry(name, bytes as Uint8Array)?.body
    return body && 'text' in body ? [body.text] : []
  })
