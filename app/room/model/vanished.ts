import { readEntry } from '../../../shared/room/entry.ts'
import { parseDocumentName, rosterName, segmentName } from '../../../shared/wire/documents.ts'
import type { Table } from '../../base/table.ts'
import { ownIn } from '../../outgoing/ownIn.ts'
import { recordOf } from '../../outgoing/readUnsent.ts'
import type { UnsentBook } from '../../outgoing/unsent.ts'
import { entryId, type Unsent } from '../../store/journal.ts'
import type { Documents } from '../../sync/documents.ts'
import { followRestoredRosters } from '../../sync/followRestored.ts'
import type { OpenDocument } from '../../sync/openDocument.ts'

/** What a tab that is closed leaves to the next one. */
export interface VanishedTables {
  /** By entry id: records that the relay deleted before the roster could tell whether it was restored. */
  vanished: Table<Unsent>
  /** By room whose relay was restored: numbers of the segments that have been in step with it since. */
  restored: Table<readonly number[]>
}

interface VanishedParts {
  /** Id of this device. */
  device: string
  book: Pick<UnsentBook, 'find' | 'notSent'>
  documents: Pick<Documents, 'each' | 'find'>
  tables: VanishedTables
  /** Called with records of one document. Resolves when they are stored. */
  found(document: string, entries: readonly Unsent[]): Promise<void>
  /** Called when the disk fails. */
  failed(error: unknown): void
}

/**
 * Finds records of this device that a restored relay deletes although nobody erased them. A relay that was restored from
 * a backup does not know who wrote under a Yjs client id since. So another device can write there before this one is
 * back, and the relay's deletions mean what that device wrote.
 */
export interface Vanished {
  /** Call when the room is removed from this device. */
  forget(room: string): void
  close(): void
}

export const followVanished = ({ device, book, documents, tables, found, failed }: VanishedParts): Vanished => {
  let stopped = false
  const restored = new Map<string, Set<number>>()
  const vanished = new Map<string, Unsent>()
  const opened = readTables(tables, restored, vanished).catch(failed)
  /** Nothing is handled before the tables are read. What is stored is stored in this order. */
  const then = async (work: () => Promise<unknown> | undefined) => {
    await opened
    if (!stopped) await work()?.catch(failed)
  }
  const waitingIn = (room: string) => [...vanished.values()].filter((entry) => entry.room === room)

  const drop = (entries: readonly Unsent[]) => {
    for (const entry of entries) vanished.delete(entryId(entry))
    return Promise.all(entries.map((entry) => tables.vanished.delete(entryId(entry))))
  }
  const tell = async (entries: readonly Unsent[]) => {
    for (const [document, own] of byDocument(entries)) await found(document, own)
    await drop(entries)
  }
  const wasRestored = async (room: string) => {
    restored.set(room, new Set())
    await Promise.all([tables.restored.put(room, []), tell(waitingIn(room))])
  }
  const wait = (entries: readonly Unsent[]) => {
    for (const entry of entries) vanished.set(entryId(entry), entry)
    return Promise.all(entries.map((entry) => tables.vanished.put(entryId(entry), entry)))
  }
  const isInStep = async (room: string, number: number) => {
    const since = restored.get(room)
    if (!since || since.has(number)) return
    since.add(number)
    await tables.restored.put(room, [...since])
  }
  /** A roster in step that was not restored since: the relay has erased them. */
  const judge = (room: string, number: number, gone: readonly Unsent[]) => {
    if (gone.length === 0) return
    if (restored.get(room)?.has(number) === false) return tell(gone)
    return documents.find(rosterName(room))?.state().name === 'synced' ? undefined : wait(gone)
  }

  const isSettled = (entry: Unsent) =>
    !book.find(entryId(entry)) && !book.notSent().some(({ id }) => id === entryId(entry))
  const follow = (document: OpenDocument, room: string, number: number) => {
    const standing = new Map<string, Unsent>()
    document.asked.subscribe(() => {
      for (const entry of ownIn(document, device).filter(isSettled)) standing.set(entry.name, entry)
    })
    document.inStep.subscribe(() => {
      const gone = [...standing.values()].filter((entry) => isGone(document, entry))
      standing.clear()
      void then(async () => {
        await judge(room, number, gone)
        await isInStep(room, number)
      })
    })
  }
  const stopRosters = followRestoredRosters(documents, (room, { keepUntil }) =>
    keepUntil(then(() => wasRestored(room))),
  )
  const stopDocuments = documents.each((document) => {
    const parsed = parseDocumentName(document.name)
    if (parsed?.kind === 'segment') follow(document, parsed.room, parsed.segment)
    if (parsed?.kind === 'roster') document.inStep.subscribe(() => void then(() => drop(waitingIn(parsed.room))))
  })
  return {
    forget: (room) => {
      void then(async () => {
        restored.delete(room)
        await Promise.all([tables.restored.delete(room), drop(waitingIn(room))])
      })
    },
    close: () => {
      stopped = true
      stopRosters()
      stopDocuments()
    },
  }
}

const readTables = async (
  tables: VanishedTables,
  restored: Map<string, Set<number>>,
  vanished: Map<string, Unsent>,
) => {
  for (const [room, numbers] of await tables.restored.entries()) restored.set(room, new Set(numbers))
  for (const [id, entry] of await tables.vanished.entries()) vanished.set(id, entry)
}

const byDocument = (entries: readonly Unsent[]): Map<string, Unsent[]> => {
  const grouped = new Map<string, Unsent[]>()
  for (const entry of entries) {
    const document = segmentName(entry.room, entry.segment)
    grouped.set(document, [...(grouped.get(document) ?? []), entry])
  }
  return grouped
}

/** Without a reason: nobody erased it, nor the record that it refers to. */
const isGone = (document: OpenDocument, entry: Unsent): boolean => {
  if (document.map.has(entry.name)) return false
  const { ref } = recordOf(entry)
  return !erasedIn(document).has(entry.name) && (ref === '' || document.map.has(ref))
}

const erasedIn = ({ map }: OpenDocument): ReadonlySet<string> => {
  const erased = new Set<string>()
  for (const [name, bytes] of map) {
    const entry = bytes instanceof Uint8Array ? readEntry(name, bytes) : null
    if (entry?.kind === 'erase') erased.add(entry.ref)
  }
  return erased
}
