import * as Y from 'yjs'
import { nameKeyOf } from '../../shared/names/look-alikes.ts'
import { roomNameKey } from '../../shared/room/acts.ts'
import { readHome } from '../../shared/room/home.ts'
import { homeName } from '../../shared/wire/documents.ts'
import { type Store, StoreConflict } from '../store/store.ts'
import { withDocuments } from './documents.ts'

/**
 * Rosters and homes that were written before people had profiles are written anew, and rooms found by names that only look
 * alike, before anybody has them open. The first of all users comes last: once their home is of today everything is, and a
 * start asks for no more.
 */
export const bringUpToDate = async (users: readonly string[], store: Store, now: number): Promise<void> => {
  const [first] = users
  if (first === undefined || (await isOfToday(store, first))) return
  for (const user of [...users].reverse()) {
    await renewNameKeys(store, user)
    const stale = { rosters: await store.roomsEverOf(user), homes: [user] }
    await store.commit((await withDocuments(store, {}, stale, now)).change)
  }
}

const isOfToday = async (store: Store, user: string): Promise<boolean> => {
  const state = await store.document(homeName(user))
  if (state === null) return true
  const doc = new Y.Doc()
  Y.applyUpdate(doc, state)
  return readHome(doc.getMap('roster').entries()).me !== null
}

const renewNameKeys = async (store: Store, user: string): Promise<void> => {
  for (const { room } of await store.roomsOf(user)) {
    if (room.nameKey !== roomNameKey(room.name)) continue
    try {
      await store.commit({ rooms: [{ ...room, nameKey: nameKeyOf(room.name) }] })
    } catch (error) {
      if (!(error instanceof StoreConflict)) throw error
      // Another looks like it and came first: this one is still found by those who open it.
    }
  }
}
