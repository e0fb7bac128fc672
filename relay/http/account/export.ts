import { kindOf, readBody } from '../../../shared/record/kinds.ts'
import { recordName } from '../../../shared/record/name.ts'
import { readRecord } from '../../../shared/record/record.ts'
import { mostFormerNames } from '../../acts/room-life.ts'
import type { Accounts } from '../../auth/accounts.ts'
import type { SignedIn } from '../../auth/session/sessions.ts'
import { nextTurn } from '../../pace/next-turn.ts'
import type { WrittenRow } from '../../store/records.ts'
import type { MemberRow, RoomRow } from '../../store/rooms.ts'
import type { AccountIndex } from '../server/core.ts'

/** How many records are read in one turn of the event loop. */
const pageSize = 200

export interface ExportParts {
  accounts: Accounts
  store: AccountIndex
  me: SignedIn
  /** Whether the session that asked is still live. */
  isSignedIn(): Promise<boolean>
  now(): number
}

export class SignedOutMeanwhile extends Error {
  override name = 'SignedOutMeanwhile'
}

/**
 * Everything the relay keeps about an account, as the text of one JSON object in pieces. Each piece is made when it is
 * asked for, so a slow reader costs no memory. The account's own room has the account's id, and its records are the
 * settings.
 */
export async function* exportOf(parts: ExportParts): AsyncGenerator<string> {
  yield `{"made":${parts.now()}`
  for (const [name, fact] of Object.entries(await factsOf(parts)))
    yield `,${JSON.stringify(name)}:${JSON.stringify(fact)}`
  yield ',"records":['
  let separator = ''
  for await (const row of written(parts)) {
    yield `${separator}\n${JSON.stringify(readWritten(row))}`
    separator = ','
  }
  yield ']}\n'
}

const factsOf = async ({ accounts, store, me }: ExportParts) => ({
  account: {
    id: me.user,
    username: me.username,
    name: me.name,
    admin: me.admin,
    email: await accounts.mails.of(me.user),
  },
  sessions: await accounts.use.sessionsOf(me.user),
  passkeys: await accounts.passkeys.list(me.user),
  devices: await store.people.devicesOf([me.user]),
  profile: await store.people.byId(me.user),
  rooms: await roomsEver(store, me.user),
})

/**
 * Includes rooms that the user has left, by the name they had while the user was a member. Of a deleted room only the
 * deletion is told.
 */
const roomsEver = async (store: AccountIndex, user: string) => {
  const now = new Map((await store.rooms.of(user)).map(({ room, member }) => [room.id, member]))
  const ever = await Promise.all((await store.rooms.everOf(user)).map((id) => store.rooms.byId(id)))
  return Promise.all(
    ever
      .filter((room) => room !== null)
      .map(async (room) => {
        const member = now.get(room.id) ?? (await store.rooms.members(room.id)).find((row) => row.user === user)
        const { id, kind, deleted } = room
        return { id, kind, name: nameAsKnown(room, member), role: member?.role ?? null, deleted }
      }),
  )
}

/**
 * The name of a room as this user knew it. For a private room they have left, it is the name at that time, or empty if
 * that is no longer kept.
 */
const nameAsKnown = ({ name, visibility, formerly }: RoomRow, member: MemberRow | undefined): string => {
  if (member?.role != null || (visibility === 'public' && member?.banned == null)) return name
  const left = member?.spans.at(-1)?.[1] ?? null
  if (left === null) return ''
  const then = formerly.findIndex(({ until }) => until > left)
  if (then === -1) return name
  return then === 0 && formerly.length >= mostFormerNames ? '' : (formerly[then]?.name ?? '')
}

/**
 * A slow reader may take hours, so the session is checked again. It gets no more once it has ended or the account is
 * deleted.
 */
async function* written({ store, me, isSignedIn }: ExportParts): AsyncGenerator<WrittenRow> {
  let after: WrittenRow | null = null
  for (;;) {
    if (!(await isSignedIn())) throw new SignedOutMeanwhile('signed out during an export')
    const page: WrittenRow[] = await store.records.writtenBy(me.user, after, pageSize)
    yield* page
    after = page.at(-1) ?? null
    if (page.length < pageSize) return
    // The database answers within one turn, so without this pause all others would wait until the export is complete.
    await nextTurn()
  }
}

const readWritten = ({ room, segment, device, seq, bytes }: WrittenRow) => {
  const record = readRecord(bytes)
  const kind = kindOf(record.kind)
  const { ref, time } = record
  const place = { room, segment, name: recordName(record.device, seq), device, time }
  if (kind === null) return { ...place, kind: record.kind }
  return { ...place, ...(ref !== '' && { ref }), ...readBody(kind, record.body) }
}
