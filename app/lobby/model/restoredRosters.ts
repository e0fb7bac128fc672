import { parseDocumentName } from '../../../shared/wire/documents.ts'
import type { Documents } from '../../sync/documents.ts'
import type { OpenDocument, Restored } from '../../sync/openDocument.ts'

/** Calls `act` for every open roster whose relay was restored from a backup, whichever part of the app opened it. */
export const followRestoredRosters = (
  documents: Pick<Documents, 'all' | 'opened'>,
  act: (room: string, restored: Restored) => void,
): (() => void) => {
  let stopped = false
  const listen = (document: OpenDocument): void => {
    const parsed = parseDocumentName(document.name)
    if (parsed?.kind !== 'roster') return
    document.restored.subscribe((restored) => {
      if (!stopped) act(parsed.room, restored)
    })
  }
  for (const document of documents.all()) listen(document)
  const stop = documents.opened.subscribe(listen)
  return () => {
    stopped = true
    stop()
  }
}
