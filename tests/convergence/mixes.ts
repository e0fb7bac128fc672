import type { RecordRow } from '../../relay/store/records.ts'
import type { MemberRow } from '../../relay/store/rooms.ts'
import { type Body, readBody } from '../../shared/record/kinds.ts'
import { readRecord } from '../../shared/record/record.ts'
import type { Act } from '../../shared/room/acts.ts'
import { judgeRecord } from '../../shared/room/record-rules.ts'
import type { Standing } from '../../shared/room/roles.ts'
import type { Written } from './audited-journal.ts'
import type { Backup } from './backup.ts'
import type { Device } from './device.ts'
import type { Kept } from './ledger.ts'
import { pollTerms } from './poll-terms.ts'
import type { Tab } from './tab.ts'
import type { World } from './world.ts'

type Row = RecordRow & { state: 'record' }

/** Something that is about to be on the relay's disk. */
export type WorldEvent =
  | { do: 'act'; act: Act; by: Device; offline: boolean }
  | { do: 'end'; device: Device }
  | { do: 'erase all'; room: string; user: string }
  | { do: 'show again'; room: string; user: string }
  | { do: 'put back'; backup: Backup }
  | { do: 'carry' }
  | { do: 'die'; tab: Tab }
  | { do: 'record'; row: Row }
type ActOf<D extends Act['do']> = Extract<Act, { do: D }>
type Scene<D extends Act['do']> = { world: World; act: ActOf<D>; by: Device; offline: boolean }

/** A mix that happens with acts of these names. */
const when =
  <D extends Act['do']>(names: readonly D[], is: (scene: Scene<D>) => boolean) =>
  (world: World, event: WorldEvent): boolean =>
    event.do === 'act' &&
    (names as readonly string[]).includes(event.act.do) &&
    is({ world, act: event.act as ActOf<D>, by: event.by, offline: event.offline })

/** Records written here that are not on the relay's disk. */
const underWay = (world: World, device: Device, room: string): Written[] =>
  device.storage.waiting.filter((written) => written.room === room && !world.ledger.kept(room).has(written.name))

const underWayOf = (world: World, user: string, room: string): Written[] =>
  world.devicesOf(user).flatMap((device) => underWay(world, device, room))

/** How many of them are on a device with an open socket to the relay. */
const inFlight = (world: World, user: string, room: string): number =>
  world
    .devicesOf(user)
    .filter(({ isReachable, tabs }) => isReachable && tabs.some(({ socket }) => socket.isOpen))
    .reduce((sum, device) => sum + underWay(world, device, room).length, 0)

const isApart = ({ isReachable }: Device): boolean => !isReachable

const isWhollyApart = (world: World, user: string): boolean => world.devicesOf(user).every(isApart)

const someoneElseWrites = (world: World, room: string, by: Device): boolean =>
  world.devices.some((device) => device.user !== by.user && underWay(world, device, room).length > 0)

/** Whether a record is on its way that the standing before allows and the standing `after` does not. */
const losesWhatItIsUsing = (world: World, user: string, room: string, after: Standing): boolean => {
  const before = world.ledger.standing(room, user)
  return underWayOf(world, user, room).some((written) => {
    const judge = (standing: Standing) => judgeRecord({ ...caseOf(world, user, written), standing })
    return judge(before) === null && judge(after) !== null
  })
}

const caseOf = (world: World, author: string, { room, ref, body }: Written) => {
  const kept = world.ledger.kept(room)
  const target = kept.get(ref)
  const isAboutPoll = body.kind === 'vote' || body.kind === 'close'
  const poll = target && isAboutPoll ? pollTerms(target, kept.values(), world.time.now()) : null
  return {
    kind: body.kind,
    author,
    ownRoom: false,
    archived: false,
    blocked: false,
    called: 0,
    choices: body.kind === 'vote' ? body.choices : [],
    target: target ? { author: target.user, kind: target.kind, erased: target.blank, poll } : null,
  }
}

const wasPutOut = ({ ledger }: World, room: string, user: string): boolean => {
  const last = ledger.member(room, user)?.spans.at(-1)
  return last?.[2] !== undefined && last[1] !== null
}

const aFlood = 5

/** A mix that happens when a backup is restored. */
const putBack =
  (is: (world: World, backup: Backup) => boolean) =>
  (world: World, event: WorldEvent): boolean =>
    event.do === 'put back' && is(world, event.backup)

const somebodyIs = ({ ledger }: World, is: (member: MemberRow) => boolean): boolean =>
  ledger.rooms().some((room) => ledger.members(room).some((member) => room !== member.user && is(member)))
const before = ({ ledger }: Backup, { room, user }: MemberRow): MemberRow | null =>
  ledger.members.get(room)?.get(user) ?? null

/**
 * Whether `is` holds for some kept record and its version in the backup. `then` is undefined if the backup lacks the
 * record.
 */
const someWordIs = ({ ledger }: World, { ledger: copy }: Backup, is: (now: Kept, then: Kept | undefined) => boolean) =>
  ledger.rooms().some((room) => [...ledger.kept(room)].some(([name, now]) => is(now, copy.rooms.get(room)?.get(name))))

/** A mix that happens when the erasure of a message arrives. */
const erased =
  (is: (world: World, room: string, name: string) => boolean) =>
  (world: World, event: WorldEvent): boolean =>
    event.do === 'record' && event.row.kind === 'erase' && is(world, event.row.room, event.row.ref)

/** Whether somebody has written something about it that has not arrived. */
const isOnItsWay = (world: World, room: string, is: (body: Body, ref: string) => boolean): boolean =>
  world.devices.some((device) => underWay(world, device, room).some(({ body, ref }) => is(body, ref)))

const quotes = (body: Body, name: string): boolean => body.kind === 'post' && body.re === name

const bodyOf = ({ kind, bytes }: Pick<Kept, 'kind' | 'bytes'>): Body => readBody(kind, readRecord(bytes).body)

/** The other devices of the person who wrote a record. */
const others = (world: World, { user, device }: Row): Device[] =>
  world.devicesOf(user).filter(({ key }) => key.idText !== device)

/** Whether a record takes the turn of a message to be sent later (P67). */
const isTurn = ({ ledger }: World, { room, kind, ref }: Row): boolean =>
  kind === 'erase' && ledger.kept(room).get(ref)?.key?.startsWith('turn/') === true

const othersAskForIt = (world: World, row: Row): boolean =>
  others(world, row).some((device) =>
    underWay(world, device, row.room).some(({ body, ref }) => body.kind === 'erase' && ref === row.ref),
  )

/** Each mix must really happen, and often. convergence.test.ts checks this. */
export const mixes = {
  'removed while offline': when(['remove', 'ban'], ({ world, act }) => isWhollyApart(world, act.user)),
  'removed while offline, with unsent messages': when(
    ['remove', 'ban'],
    ({ world, act: { user, room } }) => isWhollyApart(world, user) && underWayOf(world, user, room).length > 0,
  ),
  'removed while writing': when(['remove', 'ban'], ({ world, act: { user, room } }) => inFlight(world, user, room) > 0),
  'removed by somebody offline': when(['remove', 'ban'], ({ offline }) => offline),
  'added again': when(['add'], ({ world, act: { user, room } }) => wasPutOut(world, room, user)),
  'added again, with unsent messages from before': when(
    ['add'],
    ({ world, act: { user, room } }) => wasPutOut(world, room, user) && underWayOf(world, user, room).length > 0,
  ),
  'role lost while writing': when(
    ['role'],
    ({ world, act: { user, room, role } }) =>
      role === 'member' &&
      world.ledger.standing(room, user) === 'moderator' &&
      underWayOf(world, user, room).length > 0,
  ),
  'role lost while using it': when(
    ['role', 'hand-over'],
    ({ world, act, by }) =>
      (act.do === 'role' && losesWhatItIsUsing(world, act.user, act.room, act.role)) ||
      (act.do === 'hand-over' && losesWhatItIsUsing(world, by.user, act.room, 'moderator')),
  ),
  'handed over while the new owner is offline': when(['hand-over'], ({ world, act }) => isWhollyApart(world, act.user)),
  'handed over while a device of the former owner is offline': when(['hand-over'], ({ world, by }) =>
    world.devicesOf(by.user).some(isApart),
  ),
  'handed over while the former owner still acts as owner offline': when(['hand-over'], ({ world, act, by }) =>
    world
      .devicesOf(by.user)
      .some((device) =>
        device.storage.outbox.some((item) => item.outcome === 'open' && item.act !== act && item.act.room === act.room),
      ),
  ),
  'handed over by somebody offline': when(['hand-over'], ({ offline }) => offline),
  'banned with erasure while many messages are on their way': when(
    ['ban'],
    ({ world, act }) => act.erase && inFlight(world, act.user, act.room) >= aFlood,
  ),
  'a ban with erasure is undone within the hour': (_: World, event: WorldEvent) => event.do === 'show again',
  "a banned person's messages are erased at the end of the hour": ({ ledger }: World, event: WorldEvent) =>
    event.do === 'erase all' && [...ledger.kept(event.room).values()].some(({ user }) => user === event.user),
  'archived while somebody writes': when(
    ['archive'],
    ({ world, act, by }) => act.on && someoneElseWrites(world, act.room, by),
  ),
  'deleted while somebody writes': when(['delete'], ({ world, act, by }) => someoneElseWrites(world, act.room, by)),
  'deleted while a member is offline': when(['delete'], ({ world, act }) =>
    world.ledger.members(act.room).some(({ user, role }) => role !== null && isWhollyApart(world, user)),
  ),
  'a device is removed while it writes': ({ ledger }: World, event: WorldEvent) =>
    event.do === 'end' && event.device.storage.waiting.some(({ room, name }) => !ledger.kept(room).has(name)),
  'erased while somebody reacts to it': erased((world, room, name) =>
    isOnItsWay(world, room, (body, ref) => body.kind === 'react' && ref === name),
  ),
  'erased while its author edits it': erased((world, room, name) =>
    isOnItsWay(world, room, (body, ref) => body.kind === 'edit' && ref === name),
  ),
  'erased while somebody replies to it': erased((world, room, name) =>
    isOnItsWay(world, room, (body) => quotes(body, name)),
  ),
  'erased after somebody quoted it': erased(({ ledger }, room, name) =>
    [...ledger.kept(room).values()].some((kept) => !kept.blank && quotes(bodyOf(kept), name)),
  ),
  'erased after its author edited it': erased(({ ledger }, room, name) =>
    [...ledger.kept(room).values()].some(({ blank, kind, ref }) => !blank && kind === 'edit' && ref === name),
  ),
  'a reply arrives after its message was erased': ({ ledger }: World, event: WorldEvent) => {
    if (event.do !== 'record' || event.row.kind !== 'post') return false
    const body = bodyOf(event.row)
    return body.kind === 'post' && ledger.kept(event.row.room).get(body.re ?? '')?.blank === true
  },
  'a poll is closed while somebody votes in it': (world: World, event: WorldEvent) => {
    if (event.do !== 'record' || event.row.kind !== 'close') return false
    const { room, ref: poll } = event.row
    return isOnItsWay(world, room, (body, ref) => body.kind === 'vote' && ref === poll)
  },
  'removed while writing in a thread': when(['remove', 'ban'], ({ world, act: { user, room } }) =>
    underWayOf(world, user, room).some(({ body }) => body.kind === 'post' && body.thread !== undefined),
  ),
  'a draft is written on two devices': (world: World, event: WorldEvent) =>
    event.do === 'record' &&
    event.row.key?.startsWith('draft/') === true &&
    others(world, event.row).some(({ storage }) => (storage.drafts.row(event.row.key ?? '')?.draft ?? null) !== null),
  'two devices ask to send what is to be sent later': (world: World, event: WorldEvent) =>
    event.do === 'record' && isTurn(world, event.row) && othersAskForIt(world, event.row),
  'what is to be sent later is sent by another device than it was written on': (world: World, event: WorldEvent) =>
    event.do === 'record' && isTurn(world, event.row) && !event.row.ref.startsWith(`${event.row.device}.`),
  'a backup is restored': putBack(() => true),
  'a backup is restored that lacks acknowledged records': putBack((world, backup) =>
    someWordIs(world, backup, (now, then) => !then && !now.blank),
  ),
  'a backup is restored that still has erased records': putBack((world, backup) =>
    someWordIs(world, backup, (now, then) => then?.blank === false && now.blank),
  ),
  'a backup is restored while a device is offline, with unsent messages': putBack((world) =>
    world.devices.some((device) => isApart(device) && device.storage.waiting.length > 0),
  ),
  'a backup is restored from before the newest segment began': putBack(({ ledger }, backup) =>
    [...backup.ledger.rows].some(([room, { head }]) => ledger.head(room) > head),
  ),
  'a backup is restored from before somebody joined': putBack((world, backup) =>
    somebodyIs(world, (now) => now.role !== null && (before(backup, now)?.role ?? null) === null),
  ),
  'a backup is restored from before somebody was removed': putBack((world, backup) =>
    somebodyIs(world, (now) => now.role === null && (before(backup, now)?.role ?? null) !== null),
  ),
  'a backup is restored from before a room was created': putBack(({ ledger }, backup) =>
    ledger.rooms().some((room) => !backup.ledger.rows.has(room)),
  ),
  'a backup is restored a second time': putBack(({ backupsPutBack }) => backupsPutBack > 0),
  'a backup is restored while sockets are open': putBack(({ tabs }) => tabs.some(({ socket }) => socket.isOpen)),
  'a backup is restored, and another device carries what it lost': (_: World, event: WorldEvent) =>
    event.do === 'carry',
  'a backup is restored, and a tab dies while a document starts over': (world: World, event: WorldEvent) =>
    event.do === 'die' && world.wasPutBack && event.tab.isStartingOver,
} satisfies { [name: string]: (world: World, event: WorldEvent) => boolean }

export type Mix = keyof typeof mixes
