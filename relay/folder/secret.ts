import { randomBytes } from 'node:crypto'
import { closeSync, fsyncSync, linkSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { needing } from '../base/cannot-start.ts'
import { BadConfig } from '../config.ts'

const file = 'secret'

/** What signs the session cookies of this relay: made at its first start, 32 random bytes, base64url. */
export const readSecret = (folder: string): string => {
  const path = join(folder, file)
  return needing('read', path, () => read(path)) ?? needing('write', path, () => make(path))
}

const read = (path: string): string | null => {
  try {
    return longEnough(readFileSync(path, 'utf8').trim(), path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

/** Cookies signed with an empty secret could be signed by anybody. */
const longEnough = (secret: string, path: string): string => {
  if (secret.length >= 32) return secret
  throw new BadConfig(
    `The secret in ${path} is too short. Remove the file and a new one is made; everybody signs in again.`,
  )
}

/** Whole or not at all: a start that dies half-way must not leave an empty secret behind. */
const make = (path: string): string => {
  const draft = `${path}.${process.pid}`
  const descriptor = openSync(draft, 'w', 0o600)
  try {
    writeSync(descriptor, `${randomBytes(32).toString('base64url')}\n`)
    fsyncSync(descriptor)
    linkSync(draft, path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    closeSync(descriptor)
    rmSync(draft)
  }
  return readFileSync(path, 'utf8').trim()
}
