import { fromBase64url } from '../../shared/base64url.ts'
import type { RefusalCode } from '../../shared/wire/results.ts'
import type { Carried, CarriedAuthor, CarriedRecord } from '../gate/carried.ts'
import type { DeviceRow, StoredPeople } from '../store/people.ts'
import type { RoomAccess } from './room-access.ts'

/** Looks up the authors of carried records, and their standing in the room at the time of each record. */
export const learnAuthors = async (
  people: Pick<StoredPeople, 'device'>,
  access: Pick<RoomAccess, 'standingThen'>,
  carried: readonly Carried[],
): Promise<void> => {
  const ids = new Set(carried.flatMap(({ entries }) => entries.map(({ device }) => device)))
  const devices = new Map<string, DeviceRow | null>()
  await Promise.all([...ids].map(async (id) => devices.set(id, await people.device(id))))
  for (const { from, entries } of carried)
    for (const entry of entries) entry.author = authorOf(entry, devices.get(entry.device) ?? null, from.user, access)
}

const authorOf = (
  { record }: CarriedRecord,
  device: DeviceRow | null,
  carrier: string,
  access: Pick<RoomAccess, 'standingThen'>,
): CarriedAuthor | RefusalCode => {
  if (device === null) return 'no-such-user'
  const { id, user, publicKey, ended } = device
  // Somebody who has found a removed device could sign records with an earlier date. So its records are taken only from
  // its own user, and only if they are dated before the removal.
  if (ended !== null && (user !== carrier || record.time > ended)) return 'not-yours'
  const standing = access.standingThen(user, record.time)
  if (standing === 'owner' || standing === 'moderator' || standing === 'member')
    return { user, device: id, publicKey: fromBase64url(publicKey), standing }
  return standing === 'guest' ? 'not-a-member' : standing
}
