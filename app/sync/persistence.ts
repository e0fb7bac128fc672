import { IndexeddbPersistence, storeState } from 'y-indexeddb'
import { ContentDeleted, type Doc, Item, iterateDeletedStructs, type Transaction } from 'yjs'
import type { Clock } from '../base/clock.ts'
import type { StorageTrouble } from '../store/storageTrouble.ts'
import { type CopySteps, type Replacing, replaceCopy, replaceInSteps } from './replaceCopy.ts'

/** A document's copy on this device. */
export interface Persistence {
  /** Resolves once the copy is in the document, or once it is known that there is none. */
  loaded: Promise<void>
  /**
   * Writes the whole document again, so that erased content also leaves the disk. This happens soon, or on closing at
   * the latest.
   */
  rewrite(): void
  /** Names of the records that the relay had lost when this was last kept. */
  lost(): Promise<readonly string[]>
  keepLost(names: readonly string[]): void
  /** Ends this copy. What is stored instead of it is there at once or not at all, even if the tab dies meanwhile. */
  replace(content: Replacing): Promise<void>
  close(): Promise<void>
  clear(): Promise<void>
}

/** If the copy does not open within this time, the document works without it. */
const patienceMs = 8_000
const rewriteAfterMs = 300
/**
 * Key set in a copy that this app is about to delete, so that other tabs can tell this from a deletion by the browser.
 */
const cleared = 'cleared'
const lostKey = 'lost'

/** y-indexeddb, but failures that it hides are reported. */
export const persist = ({
  name,
  doc,
  clock,
  trouble,
  taken,
}: {
  name: string
  doc: Doc
  clock: Clock
  trouble(what: StorageTrouble): void
  /** The copy was deleted or replaced, by another tab that cleared the document or started over, or by the browser. */
  taken(by: 'tab' | 'browser'): void
}): Persistence => {
  const kept = new IndexeddbPersistence(name, doc)
  let gone = false
  let rewriteDue = false
  let cancelRewrite = () => {}
  const told = (error: unknown) => {
    if (isQuota(error as DOMException)) trouble('full')
    else console.error(`cannot store ${name} on this device:`, error)
  }
  // An error thrown inside a transaction would also keep the update from the relay.
  const store = kept._storeUpdate
  doc.off('update', store)
  kept._storeUpdate = (update, origin) => {
    try {
      store(update, origin)
    } catch (error) {
      told(error)
    }
  }
  // Starts only after the copy is loaded. With a listener, Yjs encodes the whole copy once more, which takes half as
  // long as reading it.
  const keepUpdates = () => {
    if (!gone) doc.on('update', kept._storeUpdate)
  }

  const detach = () => {
    gone = true
    // Otherwise its update listener would throw on a closed database, inside somebody's transaction.
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
    // Replaces the library's own handler, which closes the database before we can read from it.
    db.onversionchange = ({ newVersion }) => {
      if (gone) return db.close()
      detach()
      if (newVersion !== null) return taken('tab')
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
  const rewriteSoon = () => {
    cancelRewrite()
    rewriteDue = true
    cancelRewrite = clock.after(rewriteAfterMs, () => void rewrite())
  }
  /** The first transaction of the copy is its loading. */
  const onLoad = (transaction: Transaction) => {
    if (transaction.origin !== kept) return
    doc.off('afterTransaction', onLoad)
    if (deletesContent(transaction)) rewriteSoon()
  }
  doc.on('afterTransaction', onLoad)
  const close = async () => {
    await rewrite()
    gone = true
    await kept.destroy().catch(() => {}) // it never opened, so there is nothing to close
  }
  const steps: CopySteps = {
    close,
    put: (content) => inTime(clock, replaceCopy(name, content).catch(told)),
    delete: () => deleteDatabase(name),
  }

  let isLostKept = false
  const readLost = async (): Promise<readonly string[]> => {
    const text = kept.db && !gone ? await kept.get(lostKey).catch(told) : undefined
    isLostKept = typeof text === 'string'
    return typeof text === 'string' ? text.split(' ') : []
  }
  const keepLost = async (names: readonly string[]) => {
    if (!kept.db || gone || (names.length === 0 && !isLostKept)) return
    isLostKept = names.length > 0
    await (isLostKept ? kept.set(lostKey, names.join(' ')) : kept.del(lostKey)).catch(told)
  }

  return {
    loaded: Promise.race([kept.whenSynced.then(() => {}), neverMind]).then(keepUpdates),
    rewrite: rewriteSoon,
    lost: readLost,
    keepLost: (names) => void keepLost(names),
    replace: async (content) => {
      rewriteDue = false
      await replaceInSteps(steps, content)
    },
    close,
    clear: async () => {
      rewriteDue = false
      if (kept.db && !gone) await kept.set(cleared, 1).catch(told)
      await steps.close()
      await steps.delete()
    },
  }
}

/**
 * Whether something that was stored is deleted by what was stored after it. That is so if a tab died, or was closed, in
 * the moment between storing an erasure and removing what was erased.
 */
const deletesContent = (transaction: Transaction): boolean => {
  let found = false
  iterateDeletedStructs(transaction, transaction.deleteSet, (struct) => {
    found ||= struct instanceof Item && !(struct.content instanceof ContentDeleted)
  })
  return found
}

/** Resolves when the work is done, or earlier, so that a tab which the browser froze can't hold the document up. */
const inTime = (clock: Clock, work: Promise<void>): Promise<void> =>
  new Promise((resolve) => {
    const cancel = clock.after(patienceMs, resolve)
    void work.then(cancel).then(resolve)
  })

/** The deletion waits until every tab has closed the database, so it can still be read. */
const isCleared = (db: IDBDatabase): Promise<boolean> =>
  new Promise((resolve) => {
    try {
      const request = db.transaction('custom').objectStore('custom').get(cleared)
      request.onsuccess = () => resolve(request.result !== undefined)
      request.onerror = () => resolve(false)
    } catch {
      resolve(false) // already closed
    }
  })

const isQuota = (error: DOMException | null) => error?.name === 'QuotaExceededError'

/** Names of the databases on this device that begin so. Null if this browser cannot list them. */
export const databasesFrom = async (start: string): Promise<string[] | null> => {
  const all = await globalThis.indexedDB?.databases?.().catch(() => null)
  return all?.flatMap(({ name }) => (name?.startsWith(start) ? [name] : [])) ?? null
}

/** Resolves when the database is deleted, or when deleting fails, because nobody can do anything about that. */
export const deleteDatabase = (name: string): Promise<void> =>
  new Promise((resolve) => {
    try {
      const request = indexedDB.deleteDatabase(name)
      request.onsuccess = () => resolve()
      request.onerror = () => resolve()
    } catch {
      resolve() // this browser has no storage
    }
  })
