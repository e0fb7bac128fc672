import type { Core } from '../core.ts'
import type { Store } from '../store/store.ts'

/** What the door calls of the house behind it. */
export type CoreOfAccounts = Pick<Core, 'putUser' | 'putDevice'>
export type CoreOfRooms = Pick<Core, 'act'>
export type CoreOfSockets = Pick<Core, 'accept'>
export type RoomIndex = Pick<Store, 'publicRooms' | 'roomByNameKey'>
