import { statSync } from 'node:fs'
import { dirname } from 'node:path'

/** An error whose message is written for the operator: what could not be done, where, why, and what to do. */
export class CannotStart extends Error {
  override name = 'CannotStart'
}

const reasons: Readonly<Record<string, string>> = {
  EROFS: 'read-only file system. Mount it writable or pass --data.',
  EACCES: 'permission denied. Give this user access to it, or pass --data.',
  EPERM: 'not permitted. Give this user access to it, or pass --data.',
  ENOTDIR: 'a part of the path is a file. Move the file away or pass --data.',
  EEXIST: 'it is a file, not a folder. Move the file away or pass --data.',
  EISDIR: 'it is a folder, not a file. Move the folder away or pass --data.',
  ENOENT: 'no such file or folder. Check the path or pass --data.',
  ENOSPC: 'no space left on the disk. Make space or pass --data.',
  EDQUOT: 'the disk quota is used up. Make space or pass --data.',
  ENAMETOOLONG: 'the path is too long. Pass another --data.',
  ELOOP: 'the links in the path form a loop. Pass another --data.',
  EIO: 'the disk failed. Check the disk or pass --data.',
}

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''

/** Runs something that needs a file or folder of the data. A disk error becomes a `CannotStart`. */
export const needing = <T>(what: 'write' | 'read', path: string, run: () => T): T => {
  try {
    return run()
  } catch (error) {
    const reason = reasons[codeOf(error)]
    if (reason === undefined) throw error
    throw new CannotStart(`cannot ${what} ${path}: ${reason}`, { cause: error })
  }
}

/** The database was written by a newer version that has more tables. */
export class LaterVersion extends Error {
  override name = 'LaterVersion'
}

/** Opens a database. A problem with its file becomes a `CannotStart`; other errors are thrown unchanged. */
export const openingDatabase = async <T>(file: string, open: () => Promise<T>): Promise<T> => {
  try {
    return await open()
  } catch (error) {
    const reason = whatIsWrong(file, error)
    if (reason === null) throw error
    throw new CannotStart(`cannot open ${file}: ${reason}`, { cause: error })
  }
}

/** If a file cannot be opened at all, the driver's error has a message but no code. */
const sqliteCodeOf = (error: unknown): string =>
  error instanceof Error && /^ConnectionFailed\(.*: 14"\)$/.test(error.message) ? 'SQLITE_CANTOPEN' : codeOf(error)

const whatIsWrong = (file: string, error: unknown): string | null => {
  if (error instanceof LaterVersion)
    return `${error.message}. Start the newer version of Yabber, or restore a backup from before the upgrade.`
  const code = sqliteCodeOf(error)
  if (code === 'SQLITE_NOTADB')
    return 'it is not a database. Restore it from a backup, or move it away to start with an empty one.'
  if (code.startsWith('SQLITE_CORRUPT')) return 'the database is damaged. Restore the data folder from a backup.'
  if (code.startsWith('SQLITE_READONLY')) return 'it is read-only. Make it and its folder writable or pass --data.'
  if (code.startsWith('SQLITE_FULL')) return 'no space left on the disk. Make space or pass --data.'
  if (code.startsWith('SQLITE_IOERR')) return 'the disk failed. Check its space and health, or pass --data.'
  if (code.startsWith('SQLITE_BUSY')) return 'another program is using it. Stop that one first.'
  if (code.startsWith('SQLITE_PERM') || code.startsWith('SQLITE_AUTH')) return reasons.EACCES ?? null
  if (code.startsWith('SQLITE_CANTOPEN')) return whyNotOpened(file)
  return null
}

/** SQLite does not say why it could not open the file, so ask the file system. */
const whyNotOpened = (file: string): string | null => {
  try {
    if (statSync(file).isDirectory()) return reasons.EISDIR ?? null
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') return reasons[codeOf(error)] ?? null
    return `${dirname(file)} cannot be written. Make it writable or pass --data.`
  }
  return reasons.EACCES ?? null
}

const listening: Readonly<Record<string, string>> = {
  EADDRINUSE: 'another program is using that port. Stop it, or choose another --port.',
  EACCES: 'this user may not use that port. Choose a --port from 1024 up.',
  EADDRNOTAVAIL: 'this machine has no such address. Pass a --host that it has, or 0.0.0.0 for all of them.',
  ENOTFOUND: 'no machine with that name was found. Check --host.',
  EAI_AGAIN: 'the name could not be looked up. Check --host and the network.',
  EAFNOSUPPORT: 'this machine does not support that kind of address. Pass another --host.',
  EINVAL: 'that is not an address to listen on. Check --host.',
}

/** Waits until the server listens. If the port cannot be used, throws a `CannotStart` that says why. */
export const listeningOn = async <T>(host: string, port: number, listen: () => Promise<T>): Promise<T> => {
  try {
    return await listen()
  } catch (error) {
    const reason = listening[codeOf(error)]
    if (reason === undefined) throw error
    throw new CannotStart(`cannot listen on ${host.includes(':') ? `[${host}]` : host}:${port}: ${reason}`, {
      cause: error,
    })
  }
}
