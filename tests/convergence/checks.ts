import { sameBytes } from '../../shared/bytes.ts'
import { judgeRecord } from '../../shared/room/record-rules.ts'
import { parseDocumentName } from '../../shared/wire/documents.ts'
import { slicesOf } from '../world/store/slices.ts'
import { chainFaults } from './chains.ts'
import type { Device } from './device.ts'
import { foldFaults } from './folds.ts'
import { ownFaults } from './own-checks.ts'
import type { Storage } from './storage.ts'
import type { World } from './world.ts'

/** What is not as it must be, once everything is healed and at rest; each as a sentence. */
export const findFaults = async (world: World): Promise<string[]> => [
  ...world.violations,
  ...(await storeEqualsLedger(world)),
  ...replicasEqualLedger(world),
  ...nothingStaysOfOtherRooms(world),
  ...nothingIsLost(world),
  ...nothingIsHeldBack(world),
  ...nothingOfOthersIsLost(world),
  ...nothingStaysOfErasedWords(world),
  ...foldFaults(world),
  ...chainFaults(world),
  ...ownFaults(world),
]

type Records = ReadonlyMap<string, Uint8Array>

/** All of a segment that stands, by the ledger: acknowledged and not erased; nothing of a room that is deleted. */
const standing = ({ ledger }: World, room: string, segment: number): Records => {
  const records = new Map<string, Uint8Array>()
  if (ledger.isDeleted(room)) return records
  for (const kept of ledger.kept(room).values())
    if (kept.segment === segment && !kept.blank) records.set(kept.name, kept.bytes)
  return records
}

const difference = (truth: Records, found: Records, passedOver: string | null = null): string | null => {
  for (const [name, bytes] of truth) {
    if (passedOver !== null && name.startsWith(passedOver)) continue
    const other = found.get(name)
    if (!other) return `${name} is missing`
    if (!sameBytes(bytes, other)) return `${name} has other bytes`
  }
  for (const name of found.keys())
    if (!truth.has(name) && !(passedOver !== null && name.startsWith(passedOver))) return `${name} is too much`
  return null
}

const segmentsOf = ({ ledger }: World, room: string, atLeast = 1): number[] => {
  const last = Math.max(atLeast, ...[...ledger.kept(room).values()].map(({ segment }) => segment))
  return Array.from({ length: last }, (_, at) => at + 1)
}

const storeEqualsLedger = async (world: World): Promise<string[]> => {
  const faults: string[] = []
  for (const room of world.ledger.rooms())
    for (const segment of segmentsOf(world, room)) {
      const { blocks } = await slicesOf(world.disk.kept.records, room, segment, new Map())
      const structs = blocks.flatMap((block) => block.structs)
      const found = new Map(structs.flatMap((struct) => ('name' in struct ? [[struct.name, struct.bytes]] : [])))
      const wrong = difference(standing(world, room, segment), found)
      if (wrong) faults.push(`the store of ${room}/${segment}: ${wrong}`)
    }
  return faults
}

/**
 * A setting that a newer one replaced says nothing any more: a second copy of it may stay until the next sync. Of what a
 * backup lacks, others than its author hold a copy that is theirs alone.
 */
const shown = ({ ledger }: World, room: string, records: Records): Records => {
  const isReplaced = (name: string): boolean => {
    const kept = ledger.kept(room).get(name)
    return kept?.kind === 'set' && kept.blank
  }
  return new Map([...records].filter(([name]) => !isReplaced(name) && !ledger.isLost(room, name)))
}

/** Promise 2 and 7, and the point of it all: what was acknowledged and not erased is everywhere, and nothing else is. */
const replicasEqualLedger = (world: World): string[] =>
  world.devices.flatMap(({ user, tabs, honest, key: { idText } }) =>
    tabs.flatMap((tab) =>
      [user, ...world.ledger.roomsOf(user)].flatMap((room) =>
        segmentsOf(world, room, tab.rooms.head(room)).flatMap((segment) => {
          const records = tab.rooms.segment(room, segment)?.records()
          // Who uses a name twice has a first record under it that nobody else ever saw.
          const passedOver = honest ? null : `${idText}.`
          const wrong = records
            ? difference(standing(world, room, segment), shown(world, room, records), passedOver)
            : 'is not open'
          return wrong ? [`${tab.label} in ${room}/${segment}: ${wrong}`] : []
        }),
      ),
    ),
  )

/** Who was put out, left, or whose room was deleted, holds nothing of it any more. */
const nothingStaysOfOtherRooms = (world: World): string[] =>
  honestDevices(world).flatMap(({ user, tabs, storage }) => {
    const mine = new Set([user, ...world.ledger.roomsOf(user), ...storage.lostRooms])
    const isForeign = (name: string): boolean => {
      const document = parseDocumentName(name)
      return document !== null && 'room' in document && !mine.has(document.room)
    }
    const kept = [...storage.documents.keys()].filter(isForeign).map((name) => `${user} keeps ${name} on a device`)
    const open = tabs.flatMap(({ label, rooms }) =>
      [...rooms.replicas.keys()].filter(isForeign).map((name) => `${label} holds ${name} still`),
    )
    return [...kept, ...open]
  })

/** Promise 2: what a device wrote is on the relay, or the device holds its words as not sent and says why. */
const nothingIsLost = (world: World): string[] =>
  honestDevices(world).flatMap(({ label, storage }) =>
    [...storage.written.values()].flatMap(({ room, name, ref, body, fate, waits, code }) => {
      const isKept = world.ledger.kept(room).has(name)
      if (storage.lostRooms.has(room)) return []
      const target = world.ledger.kept(room).get(ref)
      // Its message may come back much later.
      if (fate === 'waiting' && waits && (!target || target.blank)) return []
      if (fate === 'waiting') return [`${label} still waits with ${body.kind} ${name} in ${room}`]
      if (fate === 'taken' && !world.ledger.wasTaken(room, name) && !mayStayLost(world, storage, room, name))
        return [`${label} lost ${name} in ${room}${afterRestore(world, room, name)}`]
      // Whoever is put out in the same moment cannot hear any more that a last word was taken.
      const wrongly = fate === 'not sent' && code !== 'not-a-member' && isKept
      return wrongly ? [`${label} holds ${name} for not sent (${code}), and the relay has it`] : []
    }),
  )

const afterRestore = ({ ledger }: World, room: string, name: string): string => {
  const lost = ledger.lostRecord(room, name)
  return lost ? `/${lost.segment}, which a backup lacked; the head is ${ledger.head(room)}` : ''
}

/** What a backup lacks comes back where its author's device still held it when it was put back, and may say it now. */
const mayStayLost = ({ ledger }: World, { stillHeld }: Storage, room: string, name: string): boolean => {
  const lost = ledger.lostRecord(room, name)
  if (!lost || lost.blank || !stillHeld.has(`${room}/${name}`)) return true
  if (ledger.standing(room, lost.user) === 'guest' || ledger.isDeleted(room)) return true
  return lost.ref !== '' && ledger.kept(room).get(lost.ref)?.blank !== false
}

/** Edits go with their message. */
const nothingStaysOfErasedWords = ({ ledger }: World): string[] =>
  ledger.rooms().flatMap((room) =>
    [...ledger.kept(room).values()].flatMap(({ name, kind, ref, blank }) => {
      const outlives = !blank && kind === 'edit' && ledger.kept(room).get(ref)?.blank === true
      return outlives ? [`the edit ${name} outlives ${ref} in ${room}`] : []
    }),
  )

/** What a backup lacks comes back through others, if they hold it and its author never returns. */
const nothingIsHeldBack = (world: World): string[] =>
  honestDevices(world).flatMap(({ user, tabs }) =>
    tabs.flatMap(({ label, rooms }) =>
      world.ledger.roomsOf(user).flatMap((room) => {
        const held = new Set(rooms.allSegments(room).flatMap((replica) => [...replica.records().keys()]))
        return [...held]
          .filter((name) => world.ledger.isLost(room, name) && mayBeCarried(world, room, name))
          .map((name) => `${label} holds ${name} of ${room}, and the relay still lacks it`)
      }),
    ),
  )

/** What a device held of others when a backup without it was put back comes back, whatever happens to its tabs. */
const nothingOfOthersIsLost = (world: World): string[] =>
  honestDevices(world).flatMap(({ label, user, storage: { heldOfOthers, lostRooms } }) =>
    [...heldOfOthers].flatMap((id) => {
      const [room, name] = id.split('/') as [string, string]
      const isIn = room === user || world.ledger.roomsOf(user).includes(room)
      const isLost = isIn && !lostRooms.has(room) && world.ledger.isLost(room, name) && mayBeCarried(world, room, name)
      return isLost ? [`${label} held ${name} of ${room} when a backup without it was put back, and it is gone`] : []
    }),
  )

/** R28: the author's standing of today counts, so a pin by a former moderator is not carried. */
const mayBeCarried = ({ ledger }: World, room: string, name: string): boolean => {
  const lost = ledger.lostRecord(room, name)
  if (!lost || lost.blank || ledger.hasEnded(deviceOf(name))) return false
  const { kind, user: author, ref } = lost
  const standing = ledger.standing(room, author)
  const found = ledger.kept(room).get(ref)
  const target = found ? { author: found.user, kind: found.kind, erased: found.blank } : null
  return (
    judgeRecord({
      kind,
      author,
      standing,
      ownRoom: false,
      archived: ledger.isArchived(room),
      blocked: false,
      called: 0,
      target,
    }) === null
  )
}

const deviceOf = (name: string): string => name.slice(0, name.lastIndexOf('.'))

const honestDevices = ({ devices }: World): Device[] => devices.filter(({ honest }) => honest)
