import { Life } from '../../../relay/store/life.ts'
import type { Change, Store } from '../../../relay/store/store.ts'
import { memoryActs } from './memory-acts.ts'
import { MemoryDisk } from './memory-disk.ts'
import { memoryInvitations } from './memory-invitations.ts'
import { memoryPeople } from './memory-people.ts'
import { memoryPictures } from './memory-pictures.ts'
import { memoryRecords } from './memory-records.ts'
import { memoryRooms } from './memory-rooms.ts'
import { memoryUpkeep } from './memory-upkeep.ts'

/**
 * The store for tests. It uses no timer and no randomness, so every run is the same. A change is stored when `commit`
 * returns; use a wrapper for delays, crashes and full disks.
 */
export class MemoryStore implements Store {
  readonly disk: MemoryDisk
  readonly life: Life
  readonly records: Store['records']
  readonly rooms: Store['rooms']
  readonly people: Store['people']
  readonly invitations: Store['invitations']
  readonly documents: Store['documents']
  readonly pictures: Store['pictures']
  readonly acts: Store['acts']
  readonly upkeep: Store['upkeep']

  /** `disk`: the data of an earlier store, to simulate a restart. */
  constructor({ disk = new MemoryDisk(), life = new Life(0, () => 0.5) } = {}) {
    this.disk = disk
    this.life = life
    this.records = memoryRecords(disk)
    this.rooms = memoryRooms(disk)
    this.people = memoryPeople(disk)
    this.invitations = memoryInvitations(disk)
    this.documents = { byName: async (name) => disk.documents.get(name) ?? null }
    this.pictures = memoryPictures(disk)
    this.acts = memoryActs(disk)
    this.upkeep = memoryUpkeep(disk)
  }

  async commit(change: Change): Promise<void> {
    this.disk.apply(change)
  }

  async close(): Promise<void> {}
}
