import type { Core } from '../../core/core.ts'
import type { People } from '../../people/people.ts'
import type { Store } from '../../store/store.ts'

/** The parts of the core that the HTTP routes use. */
export type CoreOfAccounts = { people: Pick<People, 'put' | 'putDevice' | 'endDevice' | 'endAccess' | 'delete'> }
export type CoreOfHealth = Pick<Core, 'clockTrouble'>
export type CoreOfRooms = Pick<Core, 'act'>
export type CoreOfSockets = Pick<Core, 'accept'>
/** What the rooms know about an account. */
export type AccountIndex = Pick<Store, 'people' | 'rooms' | 'records'>
/** What the routes may ask about rooms and the people in them. */
export type RoomIndex = Pick<Store, 'rooms' | 'people' | 'invitations'>
export type PictureIndex = Pick<Store, 'pictures' | 'commit'>
