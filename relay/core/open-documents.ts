import { parseDocumentName } from '../../shared/wire/documents.ts'
import { closeCodes } from '../../shared/wire/results.ts'
import type { OpenHomes } from '../documents/open-homes.ts'
import type { WithDocuments } from '../documents/rewrite-stale.ts'
import type { OpenDocument, OpenFor } from '../open-document/open-document.ts'
import type { Rooms } from '../room/rooms.ts'

/** Finds documents by name: those of rooms, and the homes. */
export class OpenDocuments {
  readonly #rooms: Rooms
  readonly #homes: OpenHomes

  constructor({ rooms, homes }: { rooms: Rooms; homes: OpenHomes }) {
    this.#rooms = rooms
    this.#homes = homes
  }

  readonly open: OpenFor = async (text, listener) => {
    const name = parseDocumentName(text)
    if (name === null) return closeCodes.noSuchDocument
    if ('user' in name && name.user !== listener.user) return closeCodes.notYours
    if (name.kind === 'home') return this.#homes.open(name.user, listener)
    const id = 'user' in name ? name.user : name.room
    const room = await this.#rooms.take(id)
    if (room === null) return closeCodes.noSuchDocument
    const isThatKind = (room.kind === 'self') === (name.kind === 'self')
    let opened: OpenDocument | number = closeCodes.noSuchDocument
    try {
      if (isThatKind) opened = await room.open(name, listener)
      return opened
    } finally {
      // If the document was not opened for any reason, release the room so that it does not stay open.
      if (typeof opened === 'number') this.#rooms.release(id, room)
    }
  }

  /** Sends what the relay has written to those who have the document open. */
  tell(updates: WithDocuments['updates']): void {
    for (const { name, update } of updates) {
      const document = parseDocumentName(name)
      if (document?.kind === 'roster') this.#rooms.peek(document.room)?.tellRoster(update)
      if (document?.kind === 'home') this.#homes.tell(document.user, update)
    }
  }
}
