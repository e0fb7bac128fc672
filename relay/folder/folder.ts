import { accessSync, chmodSync, constants, existsSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { needing } from '../base/cannot-start.ts'

/** Makes the data folder if need be, for its owner alone; so is every file that this process makes from now on. Throws `CannotStart`. */
export const openFolder = (path: string): void => {
  process.umask(0o077)
  needing('write', path, () => {
    makeFolder(path)
    chmodSync(path, 0o700)
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK)
  })
}

const makeFolder = (path: string): void => {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 })
  } catch (error) {
    // Node says of a read-only file system that the folder does not exist; the one that does exist tells the reason.
    accessSync(nearest(path), constants.W_OK)
    throw error
  }
}

const nearest = (path: string): string => (existsSync(path) ? path : nearest(dirname(path)))
