import type { InStatement } from '@libsql/client'
import type { Change } from '../store.ts'
import { insertAnswers, putDone } from './tables/acts.ts'
import { putBlocks } from './tables/blocks.ts'
import { endDevices, insertDevices } from './tables/devices.ts'
import { putDocuments } from './tables/documents.ts'
import { dropGone, putGone } from './tables/gone.ts'
import { dropInvitations, putInvitations } from './tables/invitations.ts'
import { putMembers } from './tables/members.ts'
import { putPictures } from './tables/pictures.ts'
import { blankRecords, insertRecords } from './tables/records.ts'
import { dropRequests, putRequests } from './tables/requests.ts'
import { putRooms } from './tables/rooms.ts'
import { sealSegments } from './tables/segments.ts'
import { putSeen, putUsers } from './tables/users.ts'

/** The statements of several changes, in order. Neighbouring changes that hold only records are joined. */
export const statementsOf = (changes: readonly Change[]): InStatement[] => joinRecords(changes).flatMap(statementsOfOne)

const statementsOfOne = (change: Change): InStatement[] => [
  ...some(change.users, putUsers),
  ...some(change.seen, putSeen),
  ...some(change.blocks, putBlocks),
  ...some(change.devices, insertDevices),
  ...some(change.endDevices, endDevices),
  ...some(change.rooms, putRooms),
  ...some(change.members, putMembers),
  ...some(change.requests, putRequests),
  ...some(change.dropRequests, dropRequests),
  ...some(change.invitations, putInvitations),
  ...some(change.dropInvitations, dropInvitations),
  ...some(change.gone, putGone),
  ...some(change.dropGone, dropGone),
  ...some(change.pictures, putPictures),
  ...some(change.records, insertRecords),
  ...some(change.blank, blankRecords),
  ...some(change.seal, sealSegments),
  ...some(change.documents, putDocuments),
  ...some(change.done, putDone),
  ...some(change.answers, insertAnswers),
]

const some = <T>(rows: readonly T[] | undefined, write: (rows: readonly T[]) => InStatement[]): InStatement[] =>
  rows && rows.length > 0 ? write(rows) : []

const joinRecords = (changes: readonly Change[]): Change[] => {
  const joined: Change[] = []
  for (const change of changes) {
    const last = joined.at(-1)
    if (last && isOnlyRecords(last) && isOnlyRecords(change))
      joined[joined.length - 1] = { records: [...(last.records ?? []), ...(change.records ?? [])] }
    else joined.push(change)
  }
  return joined
}

const isOnlyRecords = ({ records: _, ...rest }: Change): boolean =>
  Object.values(rest as { [list: string]: readonly unknown[] | undefined }).every((list) => !list?.length)
