import { parseDocumentName } from '../../shared/wire/documents.ts'
import { Shared } from '../base/shared.ts'
import type { Documents } from '../sync/documents.ts'
import type { LateMarks } from './lateMarks.ts'
import { Segment } from './segment.ts'

/** Folded segments by document name, shared by all their readers. */
export type Segments = Shared<Segment>

export const segmentsOf = (documents: Documents, late: LateMarks): Segments =>
  new Shared(
    (name) => {
      const parsed = parseDocumentName(name)
      if (parsed?.kind !== 'segment' && parsed?.kind !== 'self') throw new Error(`${name} is not a segment`)
      const document = documents.open(name)
      return new Segment(parsed.segment, document, late.follow(document))
    },
    (segment) => {
      segment.close()
      return documents.close(segment.document)
    },
  )
