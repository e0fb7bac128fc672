import type { Identity } from '../../relay/connection/socket.ts'
import type { DiskCopy } from './disk.ts'
import type { LedgerCopy } from './ledger.ts'

/** A copy of the relay's data folder, and what the ledger held in the same moment. */
export interface Backup {
  disk: DiskCopy
  sessions: ReadonlyMap<string, Identity>
  ledger: LedgerCopy
}
