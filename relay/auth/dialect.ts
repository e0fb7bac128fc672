import type { Client, InValue } from '@libsql/client'
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely'

/**
 * Lets better-auth's query builder use libSQL. There are no transactions, because one would stay open while a password
 * is hashed.
 */
export const libsqlDialect = (client: Client): Dialect => ({
  createAdapter: () => new SqliteAdapter(),
  createIntrospector: (database) => new SqliteIntrospector(database),
  createQueryCompiler: () => new SqliteQueryCompiler(),
  createDriver: () => {
    const connection = connect(client)
    return {
      init: async () => {},
      acquireConnection: async () => connection,
      releaseConnection: async () => {},
      beginTransaction: noTransactions,
      commitTransaction: noTransactions,
      rollbackTransaction: noTransactions,
      // The code that opened the client closes it.
      destroy: async () => {},
    }
  },
})

const connect = (client: Client): DatabaseConnection => ({
  executeQuery: async <Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> => {
    const result = await client.execute({ sql, args: parameters as InValue[] })
    return {
      rows: result.rows.map((row) => ({ ...row })) as Row[],
      numAffectedRows: BigInt(result.rowsAffected),
      ...(result.lastInsertRowid === undefined ? {} : { insertId: result.lastInsertRowid }),
    }
  },
  // biome-ignore lint/correctness/useYield: the interface asks for a generator, and nothing here streams.
  streamQuery: async function* () {
    throw new Error('accounts are never streamed')
  },
})

const noTransactions = async (): Promise<void> => {
  throw new Error('accounts use no transactions')
}
