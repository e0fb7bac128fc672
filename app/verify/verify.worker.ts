import { type Table, tableInMemory } from '../base/table.ts'
import { openLocalDatabase } from '../store/database.ts'
import { tableInDatabase } from '../store/tableInDatabase.ts'
import { checkSignature } from './checkSignature.ts'
import { type Run, type SignatureChecks, verifyRun } from './verify.ts'

/** Messages to the worker: the user's id first, then runs to verify. */
type Order = { user: string } | { id: number; run: Run }

let checks: Promise<SignatureChecks> = Promise.resolve(checksIn(tableInMemory<true>()))

function checksIn(table: Table<true>): SignatureChecks {
  return {
    has: async (key) => (await table.get(key)) === true,
    add: (key) => void table.put(key, true).catch(() => {}), // if the disk is full, the record is only checked again
  }
}

addEventListener('message', ({ data }: MessageEvent<Order>) => {
  if ('user' in data) {
    checks = openLocalDatabase(data.user).then(
      (database) => checksIn(tableInDatabase(database, 'signatureChecks')),
      () => checksIn(tableInMemory()),
    )
    return
  }
  void answer(data.id, data.run)
})

async function answer(id: number, run: Run): Promise<void> {
  const good = await verifyRun(run, checkSignature, await checks).catch((error) => {
    console.error('could not check signatures', error)
    return null
  })
  postMessage({ id, good })
}
