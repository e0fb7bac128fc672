import { chmodSync, mkdirSync } from 'node:fs'

/** Makes the data folder if need be, for its owner alone; so is every file that this process makes from now on. */
export const openFolder = (path: string): void => {
  process.umask(0o077)
  mkdirSync(path, { recursive: true, mode: 0o700 })
  chmodSync(path, 0o700)
}
