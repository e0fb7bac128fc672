import type { ClockWatch } from '../base/clock-watch.ts'
import type { StoredRecords } from '../store/records.ts'
import type { CommitListener } from './committed-records.ts'

/** Tells the clock watch the times of the records, since a record that is newer than now means a wrong clock. */
export const recordTimes = (
  records: Pick<StoredRecords, 'newestTime'>,
  clockWatch: Pick<ClockWatch, 'kept'>,
): CommitListener => ({
  name: 'clock watch',
  committed({ rows }) {
    for (const row of rows) if (row.state === 'record') clockWatch.kept(row.time)
  },
  async catchUp() {
    clockWatch.kept(await records.newestTime(null))
  },
})
