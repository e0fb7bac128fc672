import { IDBFactory } from 'fake-indexeddb'
import { afterAll, vi } from 'vitest'

/** The files of the project share their processes, so each leaves the globals, the clock and the disk as they were. */
afterAll(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
  if ('indexedDB' in globalThis) Object.assign(globalThis, { indexedDB: new IDBFactory() })
})
