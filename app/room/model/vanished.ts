import { readEntry } from '../../../shared/room/entry.ts'
import { parseDocumentName } from '../../../shared/wire/documents.ts'
import { ownIn } from '../../outgoing/ownIn.ts'
import { recordOf } from '../../outgoing/readUnsent.ts'
import type { UnsentBook } from '../../outgoing/unsent.ts'
import { entryId, type Unsent } from '../../store/journal.ts'
import type { Documents } from '../../sync/documents.ts'
import { followRestoredRosters } from '../../sync/followRestored.ts'
import type { OpenDocument } from '../../sync/openDocument.ts'

interface VanishedParts {
  /** Id of this device. */
  device: string
  book: Pick<UnsentBook, 'find' | 'notSent'>
  documents: Pick<Documents, 'each'>
  /** Called with records of one document. */
  found(document: string, entries: readonly Unsent[]): void
}

/**
 * Finds records of this device that a restored relay deletes although nobody erased them. A relay that was restored from
 * a backup does not know who wrote under a Yjs client id since. So another device can write there before this one is
 * back, and the relay's deletions mean what that device wrote.
 */
export const followVanished = ({ device, book, documents, found }: VanishedParts): (() => void) => {
  let stopped = false
  const restored = new Set<string>()
  /** By room and document, because a roster may say only later that the relay was restored. */
  const vanished = new Map<string, Map<string, Unsent[]>>()
  const tell = (room: string) => {
    const all = vanished.get(room) ?? new Map<string, Unsent[]>()
    vanished.delete(room)
    for (const [document, entries] of all) if (!stopped) found(document, entries)
  }
  const stopRosters = followRestoredRosters(documents, (room) => {
    restored.add(room)
    tell(room)
  })
  const isSettled = (entry: Unsent) =>
    !book.find(entryId(entry)) && !book.notSent().some(({ id }) => id === entryId(entry))
  const follow = (document: OpenDocument, room: string) => {
    const standing = new Map<string, Unsent>()
    document.asked.subscribe(() => {
      for (const entry of ownIn(document, device).filter(isSettled)) standing.set(entry.name, entry)
    })
    document.inStep.subscribe(() => {
      const gone = [...standing.values()].filter((entry) => isGone(document, entry))
      standing.clear()
      if (gone.length === 0) return
      vanished.set(room, new Map(vanished.get(room)).set(document.name, gone))
      if (restored.has(room)) tell(room)
    })
  }
  const stopDocuments = documents.each((document) => {
    const parsed = parseDocumentName(document.name)
    if (parsed?.kind === 'segment') follow(document, parsed.room)
    // A roster in step that was not restored: the relay has erased them.
    if (parsed?.kind === 'roster') document.inStep.subscribe(() => vanished.delete(parsed.room))
  })
  return () => {
    stopped = true
    stopRosters()
    stopDocuments()
  }
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
