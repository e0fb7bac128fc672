/** A document's stored updates. `stored`: those that are there now, also by other tabs. */
export type Replacing = (stored: readonly Uint8Array[]) => Uint8Array

/** What can be done with a copy. Each is a step of its own: the tab may die between two of them. */
export interface CopySteps {
  /** This tab uses it no more. */
  close(): Promise<void>
  /** Puts something else in its place, in one transaction. */
  put(content: Replacing): Promise<void>
  delete(): Promise<void>
}

/**
 * Ends the copy and puts something else in its place. The copy from before stays on the disk until that is there,
 * because it may be the only one that holds something. The simulation takes the same steps.
 */
export const replaceInSteps = async (copy: CopySteps, content: Replacing): Promise<void> => {
  await copy.close()
  await copy.put(content)
}

/**
 * Replaces what is stored of a document in one transaction. So a tab that dies meanwhile leaves the copy from before or
 * the new one, never none. The database gets a new version, because other tabs hear of that: they close it, and the
 * transaction begins only once they have.
 */
export const replaceCopy = async (name: string, content: Replacing): Promise<void> => {
  let version: number | undefined
  for (;;) {
    const opened = await open(name, version, content)
    if (opened.isReplaced) return
    // Another tab may have replaced the copy meanwhile, so it's asked for its version again.
    version = opened.version && opened.version + 1
  }
}

type Opened = { isReplaced: boolean; version: number | undefined }

/** Without a version it only looks which one there is, unless there is none yet. */
const open = (name: string, version: number | undefined, content: Replacing): Promise<Opened> =>
  new Promise((resolve, reject) => {
    let isReplaced = false
    const request = indexedDB.open(name, version)
    request.onupgradeneeded = () => {
      isReplaced = true
      replaceIn(request.result, request.transaction as IDBTransaction, content)
    }
    request.onsuccess = () => {
      const db = request.result
      db.close()
      resolve({ isReplaced, version: db.version })
    }
    request.onerror = () => {
      if (request.error?.name === 'VersionError') resolve({ isReplaced: false, version: undefined })
      else reject(request.error)
    }
  })

/** The stores are those of y-indexeddb. */
const replaceIn = (db: IDBDatabase, transaction: IDBTransaction, content: Replacing): void => {
  if (!db.objectStoreNames.contains('updates')) {
    db.createObjectStore('updates', { autoIncrement: true }).add(content([]))
    db.createObjectStore('custom')
    return
  }
  const updates = transaction.objectStore('updates')
  const stored = updates.getAll()
  stored.onsuccess = () => {
    const whole = content(stored.result)
    updates.clear()
    updates.add(whole)
  }
}
