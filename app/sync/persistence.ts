import { IndexeddbPersistence, storeState } from 'y-indexeddb'
import type { Doc } from 'yjs'
import type { Clock } from '../base/clock.ts'
import type { StorageTrouble } from '../store/storageTrouble.ts'

/** A document's copy on this device. */
export interface Persistence {
  /** The copy is in the document, or it is known that there will be none. */
  loaded: Promise<void>
  /** Writes the document anew, so that what was erased from it is gone from the disk as well: soon, or at the latest on closing. */
  rewrite(): void
  close(): Promise<void>
  clear(): Promise<void>
}

export interface PersistenceParts {
  name: string
  doc: Doc
  clock: Clock
  trouble(what: StorageTrouble): void
  /** The copy was taken away: by another tab that cleared the document, or by the browser. */
  taken(by: 'tab' | 'browser'): void
}

/** A copy that cannot be opened by then is done without. */
const patienceMs = 8_000
const rewriteAfterMs = 300
/** Set in a copy that this app is about to delete: it tells the other tabs that have it open why it goes. */
const cleared = 'cleared'

/** y-indexeddb, with the failures that it swallows said aloud. */
export const persist = ({ name, doc, clock, trouble, taken }: PersistenceParts): Persistence => {
  const kept = new IndexeddbPersistence(name, doc)
  let gone = false
  let rewriteDue = false
  let cancelRewrite = () => {}
  const told = (error: unknown) => {
    if (isQuota(error as DOMException)) trouble('full')
    else console.error(`${name} is not kept`, error)
  }
  // Thrown in the middle of a transaction it would keep the update from the relay as well.
  const store = kept._storeUpdate
  doc.off('update', store)
  kept._storeUpdate = (update, origin) => {
    try {
      store(update, origin)
    } catch (error) {
      told(error)
    }
  }
  // Not before the copy is in: whoever listens has Yjs encode all of it once more, half of what reading it costs.
  const keepUpdates = () => {
    if (!gone) doc.on('update', kept._storeUpdate)
  }

  const detach = () => {
    gone = true
    // Its update listener would throw on a closed database, in the middle of somebody's transaction.
    kept.db = null
  }
  const watch = (db: IDBDatabase) => {
    db.addEventListener('abort', (event) => {
      if (isQuota((event.target as IDBTransaction).error)) trouble('full')
    })
    db.addEventListener('error', (event) => {
      if (isQuota((event.target as IDBRequest).error)) trouble('full')
    })
    db.addEventListener('close', () => {
      if (gone) return
      detach()
      taken('browser')
    })
    // In place of the library's own, which closes the database before it can be asked.
    db.onversionchange = () => {
      if (gone) return db.close()
      detach()
      void isCleared(db).then((isOurs) => taken(isOurs ? 'tab' : 'browser'))
    }
  }
  const opened = kept._db.then(watch, () => {
    gone = true
    trouble('blocked')
  })
  const neverMind = new Promise<void>((resolve) => {
    const cancel = clock.after(patienceMs, resolve)
    void kept.whenSynced.then(cancel)
    void opened.then(() => gone && resolve())
  })
  const rewrite = async () => {
    cancelRewrite()
    if (!rewriteDue) return
    rewriteDue = false
    if (kept.db && !gone) await storeState(kept, true).catch(told)
  }
  const close = async () => {
    await rewrite()
    gone = true
    await kept.destroy().catch(() => {}) // it never opened, so there is nothing to close
  }

  return {
    loaded: Promise.race([kept.whenSynced.then(() => {}), neverMind]).then(keepUpdates),
    rewrite: () => {
      cancelRewrite()
      rewriteDue = true
      cancelRewrite = clock.after(rewriteAfterMs, () => void rewrite())
    },
    close,
    clear: async () => {
      rewriteDue = false
      if (kept.db && !gone) await kept.set(cleared, 1).catch(told)
      await close()
      await deleteDatabase(name)
    },
  }
}

/** The deletion waits until every tab has closed the database, so it can still be read. */
const isCleared = (db: IDBDatabase): Promise<boolean> =>
  new Promise((resolve) => {
    try {
      const request = db.transaction('custom').objectStore('custom').get(cleared)
      request.onsuccess = () => resolve(request.result !== undefined)
      request.onerror = () => resolve(false)
    } catch {
      resolve(false) // closed already
    }
  })

const isQuota = (error: DOMException | null) => error?.name === 'QuotaExceededError'

/** Resolves when it is gone, or cannot be: nobody can do anything about that. */
export const deleteDatabase = (name: string): Promise<void> =>
  new Promise((resolve) => {
    try {
      const request = indexedDB.deleteDatabase(name)
      request.onsuccess = () => resolve()
      request.onerror = () => resolve()
    } catch {
      resolve() // no storage here at all
    }
  })
