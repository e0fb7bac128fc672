import { signatureBytes } from '../../shared/record/record.ts'
import { readEntry } from '../../shared/room/entry.ts'
import { parseDocumentName } from '../../shared/wire/documents.ts'
import type { Unsent } from '../store/journal.ts'
import type { OpenDocument } from '../sync/openDocument.ts'

/** The records of a device that a room's segment holds, as entries of the journal. */
export const ownIn = ({ name: document, map }: OpenDocument, device: string): Unsent[] => {
  const parsed = parseDocumentName(document)
  if (parsed?.kind !== 'segment') return []
  const { room, segment } = parsed
  return [...map].flatMap(([name, bytes]) => {
    const isOwn = name.startsWith(`${device}.`) && bytes instanceof Uint8Array
    const entry = isOwn ? readEntry(name, bytes) : null
    if (!entry) return []
    const unsigned = entry.bytes.slice(0, -signatureBytes)
    return { name, room, segment, unsigned, record: entry.bytes, at: entry.time, again: true as const }
  })
}
