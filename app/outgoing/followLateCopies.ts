import { parseDocumentName } from '../../shared/wire/documents.ts'
import { type NotSent, nameOnShelf } from '../store/journal.ts'
import type { Documents } from '../sync/documents.ts'
import type { OpenDocument } from '../sync/openDocument.ts'
import { isKeptBy } from './isKeptBy.ts'
import type { UnsentBook } from './unsent.ts'

/**
 * Two tabs may have set the same record: an archived room refuses one copy, and takes the other once it is open again.
 * What the relay has after all leaves the shelf of what was not sent. Every open document is listened to, and not only
 * those with something unsent: a copy is sent, and answered for, wherever its document is open.
 */
export const followLateCopies = (book: UnsentBook, documents: Pick<Documents, 'all' | 'opened'>): (() => void) => {
  let stopped = false
  const settle = (document: OpenDocument, isTaken: (name: string) => boolean): void => {
    if (stopped) return
    const taken = shelvedOf(document, book).filter((entry) => isTaken(nameOnShelf(entry)))
    // A journal that fails says so by itself; the words then stay on the shelf until the document is in step again.
    if (taken.length > 0) book.settle(taken.map(({ id }) => id)).catch(() => {})
  }
  const listen = (document: OpenDocument): void => {
    document.results.subscribe((results) => {
      const acked = new Set(results.flatMap((result) => (result.kind === 'acked' ? [result.name] : [])))
      settle(document, (name) => acked.has(name))
    })
    document.inStep.subscribe((relay) => settle(document, (name) => isKeptBy(relay, document, name)))
  }
  for (const document of documents.all()) listen(document)
  const stop = documents.opened.subscribe(listen)
  return () => {
    stopped = true
    stop()
  }
}

const shelvedOf = ({ name }: OpenDocument, book: UnsentBook): NotSent[] => {
  const document = parseDocumentName(name)
  return document?.kind === 'segment' ? book.notSent().filter(({ room }) => room === document.room) : []
}
