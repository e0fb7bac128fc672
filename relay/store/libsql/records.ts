import type { StoredRecords } from '../records.ts'
import type { Database } from './database.ts'
import type { Snapshots } from './snapshots.ts'
import { readClosingOf, readEditsOf, readLastSeqs, readRecord, readSetting } from './tables/records.ts'
import { readBlanks, readNewestTime, readSealed, readSegment } from './tables/segments.ts'
import { readRecordsOf, readWrittenBy } from './tables/written.ts'

export const recordsIn = (database: Database, snapshots: Pick<Snapshots, 'page'>): StoredRecords => ({
  segment: (room, segment) => readSegment(database, room, segment),
  page: (room, segment, from, after) => snapshots.page(room, segment, from, after),
  blanks: (room, segment) => readBlanks(database, room, segment),
  sealed: (room) => readSealed(database, room),
  byName: (room, device, seq) => readRecord(database, room, device, seq),
  editsOf: (room, segment, name) => readEditsOf(database, room, segment, name),
  closingOf: (room, segment, name) => readClosingOf(database, room, segment, name),
  lastSeqs: (room, devices) => readLastSeqs(database, room, devices),
  newestTime: (room) => readNewestTime(database, room),
  setting: (room, key) => readSetting(database, room, key),
  ofUser: (room, user, limit) => readRecordsOf(database, room, user, limit),
  writtenBy: (user, after, limit) => readWrittenBy(database, user, after, limit),
})
