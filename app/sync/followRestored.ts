import { parseDocumentName } from '../../shared/wire/documents.ts'
import type { Documents } from './documents.ts'
import type { Restored } from './openDocument.ts'

/** Calls `act` for every open roster whose relay was restored from a backup, whichever part of the app opened it. */
export const followRestoredRosters = (
  documents: Pick<Documents, 'each'>,
  act: (room: string, restored: Restored) => void,
): (() => void) => {
  let stopped = false
  const stop = documents.each((document) => {
    const parsed = parseDocumentName(document.name)
    if (parsed?.kind !== 'roster') return
    document.restored.subscribe((restored) => {
      if (!stopped) act(parsed.room, restored)
    })
  })
  return () => {
    stopped = true
    stop()
  }
}
