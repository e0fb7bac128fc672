import type { Core } from '../core.ts'
import type { Store } from '../store/store.ts'

/** What the door calls of the house behind it. */
export type CoreOfAccounts = Pick<Core, 'putUser' | 'putDevice'> & {
  endDevice(user: string, device: string): Promise<unknown>
  deleteUser(user: string, how: { erase: boolean }): Promise<unknown>
}
export type CoreOfRooms = Pick<Core, 'act'>
export type CoreOfSockets = Pick<Core, 'accept'>
/** What the rooms know of an account. */
export type AccountIndex = Pick<
  Store,
  'device' | 'devicesOf' | 'room' | 'roomsOf' | 'roomsEverOf' | 'user' | 'writtenBy'
>
export type RoomIndex = Pick<Store, 'publicRooms' | 'roomByNameKey'>
