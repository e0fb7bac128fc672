import { accessSync, chmodSync, constants, existsSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { needing } from '../base/cannot-start.ts'

/**
 * Creates the data folder if it is missing. Only its owner can read it and all files that this process creates later.
 * Throws `CannotStart`.
 */
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
    // On a read-only file system, Node reports that the folder does not exist. The nearest existing folder gives the
    // real reason.
    accessSync(nearest(path), constants.W_OK)
    throw error
  }
}

const nearest = (path: string): string => (existsSync(path) ? path : nearest(dirname(path)))
