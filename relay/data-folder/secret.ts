import { randomBytes } from 'node:crypto'
import { closeSync, fsyncSync, linkSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { needing } from '../base/cannot-start.ts'
import { BadConfig } from '../config/config.ts'

const file = 'secret'

/** The key that signs the relay's session cookies: 32 random bytes, base64url, made at the first start. */
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

/** Anybody could sign cookies for an empty secret. */
const longEnough = (secret: string, path: string): string => {
  if (secret.length >= 32) return secret
  throw new BadConfig(
    `The secret in ${path} is too short. Delete the file, and a new one is created. Everybody will have to sign in again.`,
  )
}

/** Writes the file completely or not at all, so that a crash during the start cannot leave an empty secret behind. */
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
