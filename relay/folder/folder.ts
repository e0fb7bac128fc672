import { accessSync, chmodSync, constants, mkdirSync } from 'node:fs'
import { needing } from '../cannot-start.ts'

/** Makes the data folder if need be, for its owner alone; so is every file that this process makes from now on. Throws `CannotStart`. */
export const openFolder = (path: string): void => {
  process.umask(0o077)
  needing('write', path, () => {
    mkdirSync(path, { recursive: true, mode: 0o700 })
    chmodSync(path, 0o700)
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK)
  })
}
