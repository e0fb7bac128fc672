import * as Y from 'yjs'
import { nameKeyOf } from '../../shared/names/look-alikes.ts'
import { roomNameKey } from '../../shared/room/acts.ts'
import { readHome } from '../../shared/room/home.ts'
import { homeName } from '../../shared/wire/documents.ts'
import type { StoredDocuments } from '../store/store.ts'
import { type Store, StoreConflict } from '../store/store.ts'
import { documentsAnew } from './rewrite-stale.ts'

/**
 * Rewrites rosters and homes from before people had profiles, and makes rooms findable by look-alike names. This runs
 * before anybody has them open. The first of all users comes last: if their home is up to date, everything is, and a
 * start does nothing more.
 */
export const bringUpToDate = async (users: readonly string[], store: Store, now: number): Promise<void> => {
  const [first] = users
  if (first === undefined || (await isOfToday(store.documents, first))) return
  for (const user of [...users].reverse()) {
    await renewNameKeys(store, user)
    await store.commit(await documentsAnew(store, user, now))
  }
}

const isOfToday = async (documents: StoredDocuments, user: string): Promise<boolean> => {
  const state = await documents.byName(homeName(user))
  if (state === null) return true
  const doc = new Y.Doc()
  Y.applyUpdate(doc, state)
  return readHome(doc.getMap('roster').entries()).me !== null
}

const renewNameKeys = async (store: Store, user: string): Promise<void> => {
  for (const { room } of await store.rooms.of(user)) {
    if (room.nameKey !== roomNameKey(room.name)) continue
    try {
      await store.commit({ rooms: [{ ...room, nameKey: nameKeyOf(room.name) }] })
    } catch (error) {
      if (!(error instanceof StoreConflict)) throw error
      // Another room with a look-alike name came first. This one keeps its old key, and those who have it can still
      // open it.
    }
  }
}
