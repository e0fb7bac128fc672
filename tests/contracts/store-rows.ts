import type { InvitationRow, RequestRow } from '../../relay/store/invitations.ts'
import type { DeviceRow, UserRow } from '../../relay/store/people.ts'
import type { PictureRow } from '../../relay/store/pictures.ts'
import type { RecordRow } from '../../relay/store/records.ts'
import type { GoneRow, MemberRow, RoomRow } from '../../relay/store/rooms.ts'
import type { Slices } from '../world/store/slices.ts'

export const id = (name: string): string => name.padEnd(21, '_').concat('A')
export const room = id('room')
export const [milo, olga] = [id('milo'), id('olga')]
export const [phone, laptop, olgas] = [id('phone'), id('laptop'), id('olgas')]
const users: Record<string, string> = { [phone]: milo, [laptop]: milo, [olgas]: olga }

export const post = (clock: number, extra: Partial<RecordRow & { state: 'record' }> = {}): RecordRow => {
  const device = extra.device ?? phone
  const base = { room, segment: 1, client: 7, clock, device, user: users[device] ?? milo, at: 1_000 + clock }
  const record = { state: 'record' as const, seq: clock + 1, kind: 'post' as const, time: 1_000 + clock, ref: '' }
  return { ...base, ...record, key: null, bytes: new TextEncoder().encode(`words ${device} ${clock}`), ...extra }
}
const place = { room, segment: 1, device: phone, user: milo, at: 2_000 }
export const empty = (client: number, clock: number, length: number): RecordRow => ({
  ...place,
  client,
  clock,
  state: 'empty',
  length,
})
export const repeat = (client: number, clock: number, of: RecordRow & { state: 'record' }): RecordRow => ({
  ...place,
  client,
  clock,
  state: 'repeat',
  seq: of.seq,
  bytes: of.bytes,
})
export const asRecord = (row: RecordRow): RecordRow & { state: 'record' } => row as RecordRow & { state: 'record' }

export const aRoom = (extra: Partial<RoomRow> = {}): RoomRow => ({
  id: room,
  kind: 'room',
  name: 'Garden',
  nameKey: 'garden',
  topic: '',
  visibility: 'public',
  picture: null,
  guests: true,
  invites: 'members',
  threads: 'folded',
  archived: null,
  made: 5,
  head: 1,
  formerly: [],
  deleted: null,
  ...extra,
})
export const aMember = (user: string, extra: Partial<MemberRow> = {}): MemberRow => ({
  room,
  user,
  role: 'member',
  spans: [[5, null]],
  banned: null,
  erasing: null,
  ...extra,
})
export const aUser = (extra: Partial<UserRow> = {}): UserRow => ({
  id: milo,
  username: 'milo',
  name: 'Milo',
  picture: null,
  about: '',
  zone: '',
  status: null,
  showsSeen: true,
  strangersInvite: false,
  deleted: false,
  ...extra,
})
export const aDevice = (extra: Partial<DeviceRow> = {}): DeviceRow => ({
  id: phone,
  user: milo,
  publicKey: 'key',
  added: 3,
  ended: null,
  ...extra,
})
export const aRequest = (user: string, extra: Partial<RequestRow> = {}): RequestRow => ({
  room,
  user,
  name: 'The garden',
  note: 'let me in',
  at: 8,
  refused: null,
  ...extra,
})
export const anInvitation = (name: string, extra: Partial<InvitationRow> = {}): InvitationRow => ({
  room,
  id: id(name),
  hash: `hash of ${name}`,
  by: milo,
  made: 6,
  expires: null,
  uses: null,
  used: 0,
  ended: null,
  ...extra,
})
export const aGone = (user: string, extra: Partial<GoneRow> = {}): GoneRow => ({
  user,
  room,
  name: 'Garden',
  why: 'removed',
  at: 9,
  ...extra,
})
export const aPicture = (hash: string, extra: Partial<PictureRow> = {}): PictureRow => ({
  hash,
  type: 'image/webp',
  bytes: new TextEncoder().encode(`picture ${hash}`),
  at: 10,
  ...extra,
})
export const doc = (name: string, value = 0) => ({ name, state: Uint8Array.of(1, 2, value) })

export const namesIn = (slices: Pick<Slices, 'blocks'>): unknown[] =>
  slices.blocks.flatMap(({ structs }) => structs.map((struct) => ('empty' in struct ? struct.empty : struct.name)))
export const all = new Map<number, number>()
