import { parseDocumentName } from '../../shared/wire/documents.ts'
import { type NotSent, recordNameOf } from '../store/journal.ts'
import type { Documents } from '../sync/documents.ts'
import type { OpenDocument } from '../sync/openDocument.ts'
import { isKeptBy } from './isKeptBy.ts'
import type { UnsentBook } from './unsent.ts'

/**
 * Removes messages from those that were not sent when the relay takes them after all. Two tabs may have sent the same
 * record: an archived room refuses one copy and takes the other after it is reopened. This listens to every open
 * document and not only to those with something unsent, because a copy can be sent and answered wherever its document
 * is open.
 */
export const followLateCopies = (book: UnsentBook, documents: Pick<Documents, 'each'>): (() => void) => {
  let stopped = false
  const settle = (document: OpenDocument, isTaken: (name: string) => boolean): void => {
    if (stopped) return
    const taken = notSentOf(document, book).filter((entry) => isTaken(recordNameOf(entry)))
    // The journal reports its own failures. The messages then stay there until the document is in step again.
    if (taken.length > 0) book.settle(taken.map(({ id }) => id)).catch(() => {})
  }
  const stop = documents.each((document) => {
    document.results.subscribe((results) => {
      const acked = new Set(results.flatMap((result) => (result.kind === 'acked' ? [result.name] : [])))
      settle(document, (name) => acked.has(name))
    })
    // Another device may have brought it to the relay. The next sync tells whether the relay keeps it.
    document.changed.subscribe((keys) => {
      const came = notSentOf(document, book).map(recordNameOf)
      if (!stopped && came.some((name) => keys?.has(name) && document.map.has(name))) document.syncAnew()
    })
    document.inStep.subscribe((relay) => settle(document, (name) => isKeptBy(relay, document, name)))
  })
  return () => {
    stopped = true
    stop()
  }
}

const notSentOf = ({ name }: OpenDocument, book: UnsentBook): NotSent[] => {
  const document = parseDocumentName(name)
  return document?.kind === 'segment' ? book.notSent().filter(({ room }) => room === document.room) : []
}
