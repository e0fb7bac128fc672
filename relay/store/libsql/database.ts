import {
  type Client,
  createClient,
  type InStatement,
  type InValue,
  LibsqlError,
  type Row,
  type Value,
} from '@libsql/client'
import { StoreConflict, StoreFull } from '../store.ts'
import { FairReads } from './fair-reads.ts'
import { migrate } from './schema.ts'

/** libSQL is synchronous inside, so waiting for a lock stops the whole process. Only one process owns the file. */
const busyMs = 1_000

const pragmas = ['journal_mode = WAL', 'synchronous = FULL', 'foreign_keys = ON', 'secure_delete = ON']

export type Connect = () => Promise<Client>

export const connectFile =
  (path: string): Connect =>
  async () => {
    const client = createClient({ url: `file:${path}`, concurrency: 1, timeout: busyMs })
    for (const pragma of pragmas) await client.execute(`PRAGMA ${pragma}`)
    return client
  }

/** One connection to one file, and the only place where errors of the driver become ours. */
export class Database {
  #client: Client
  readonly #connect: Connect
  readonly #fairReads = new FairReads()

  private constructor(client: Client, connect: Connect) {
    this.#client = client
    this.#connect = connect
  }

  static async open(connect: Connect): Promise<Database> {
    const database = new Database(await connect(), connect)
    await migrate(database.#client)
    await database.truncateLog() // finishes the erasures of a process that was killed before it could
    return database
  }

  async rows(sql: string, args: InValue[] = []): Promise<Row[]> {
    const { rows } = await this.#fairReads.run(() => this.#client.execute({ sql, args }))
    return rows
  }

  /** All statements or none. */
  async write(statements: InStatement[]): Promise<void> {
    try {
      await this.#client.batch(statements, 'write')
    } catch (error) {
      if (isBrokenConnection(error)) await this.#reconnect().catch(() => {}) // the next write tries again
      throw faultOf(error)
    }
  }

  /**
   * Takes old pages off the disk with the write-ahead log that holds them. Resolves to false while a reader is in the
   * way.
   */
  async truncateLog(): Promise<boolean> {
    const [row] = await this.rows('PRAGMA wal_checkpoint(TRUNCATE)')
    return row?.busy === 0
  }

  close(): void {
    this.#client.close()
  }

  /** A client that was refused the lock once can never commit again, and one that failed to write cannot be trusted. */
  async #reconnect(): Promise<void> {
    const before = this.#client
    this.#client = await this.#connect()
    before.close()
  }
}

const codes = { busy: 5, ioerr: 10, full: 13, constraint: 19 } as const
/** The extended codes of SQLITE_IOERR for a failed write to the disk (write, fsync, truncate, shmsize, shmmap). */
const writeErrors: readonly number[] = [778, 1034, 1546, 4874, 5386]

const codeOf = (error: unknown): number => (error instanceof LibsqlError ? (error.rawCode ?? 0) : 0)

export const isBusy = (error: unknown): boolean => (codeOf(error) & 0xff) === codes.busy

const isBrokenConnection = (error: unknown): boolean => isBusy(error) || (codeOf(error) & 0xff) === codes.ioerr

/** Turns an error of the driver into one of ours, if there is one for it. Works for any libSQL database. */
export const faultOf = (error: unknown): unknown => {
  const code = codeOf(error)
  if ((code & 0xff) === codes.full || writeErrors.includes(code))
    return new StoreFull('the disk is full', { cause: error })
  if ((code & 0xff) === codes.constraint)
    return new StoreConflict('a row with this key already exists', { cause: error })
  return error
}

/** The driver returns blobs as `ArrayBuffer`. */
export const blob = (value: Value | undefined): Uint8Array => new Uint8Array(value as ArrayBuffer)

export const textOrNull = (value: Value | undefined): string | null => (typeof value === 'string' ? value : null)
export const numberOrNull = (value: Value | undefined): number | null => (typeof value === 'number' ? value : null)
