import type { StatusLine } from '../../shared/room/profile.ts'

/** Users with their devices, and whom they block. */
export interface StoredPeople {
  byId(id: string): Promise<UserRow | null>
  byIds(ids: readonly string[]): Promise<UserRow[]>
  device(id: string): Promise<DeviceRow | null>
  devicesOf(users: readonly string[]): Promise<DeviceRow[]>
  /** When each of these users was last here. A user for whom it is not known is absent. */
  seen(users: readonly string[]): Promise<Map<string, number>>
  /** The users whom this user has blocked. */
  blocksOf(user: string): Promise<string[]>
}

export interface UserRow {
  id: string
  username: string
  name: string
  picture: string | null
  about: string
  zone: string
  status: StatusLine | null
  /** Whether others see when this user was last here. */
  showsSeen: boolean
  /** If true, people who share no private room with this user can only invite them and not add them. */
  strangersInvite: boolean
  deleted: boolean
}

export interface DeviceRow {
  id: string
  user: string
  /** Raw Ed25519 public key, base64url. */
  publicKey: string
  added: number
  /** When its user removed it. */
  ended: number | null
}
