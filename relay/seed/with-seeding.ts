import { join } from 'node:path'
import { ClockWatch } from '../base/clock-watch.ts'
import { logEvent } from '../base/log.ts'
import type { Config } from '../config/config.ts'
import { Core } from '../core/core.ts'
import { openFolder } from '../data-folder/folder.ts'
import { lockFolder } from '../data-folder/lock.ts'
import { makeVerify } from '../gate/verify.ts'
import { relayLimits } from '../pace/relay-limits.ts'
import { openAccountsOf, systemClock } from '../relay.ts'
import { openLibsql } from '../store/libsql/open.ts'
import { makeSeedClock } from './clock.ts'
import type { Seeding } from './seeding.ts'

/** The seeding may write as fast as it can, because nobody else is waiting. */
const endless = { make: 1e9, direct: 1e9, add: 1e9, request: 1e9, invite: 1e9 }
const limits = { ...relayLimits, recordsPerSecond: 1e9, recordsBurst: 1e9, aDay: endless }

/**
 * Runs something on a data folder that no relay is using, with a core like the relay's. So everything written passes
 * the gate. Throws `FolderInUse`.
 */
export const withSeeding = async <T>(config: Config, run: (seeding: Seeding) => Promise<T>): Promise<T> => {
  openFolder(config.dataFolder)
  const unlock = await lockFolder(config.dataFolder)
  const store = await openLibsql(join(config.dataFolder, 'rooms.db'))
  // Whoever can start a program on the folder may create accounts, even if registration is closed to others.
  const accounts = await openAccountsOf({ ...config, registration: 'open' }, { sessionEnded() {}, userEnded() {} })
  const clock = makeSeedClock()
  // Stored records are compared with the real time, not with the set clock of the seeding.
  const clockWatch = new ClockWatch({ clock: systemClock, log: logEvent })
  const core = new Core({ store, clock, clockWatch, verify: makeVerify(), limits, log: logEvent })
  try {
    return await run({ core, store, accounts, clock, segmentRecords: limits.segmentRecords })
  } finally {
    await core.stop()
    await store.close()
    accounts.close()
    unlock()
  }
}
