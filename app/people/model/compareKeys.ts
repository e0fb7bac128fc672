import type { RosterDevice, RosterMember } from '../../../shared/room/roster.ts'

/** A device as it was first seen here, and its user. */
export interface KnownKey {
  user: string
  added: number
  ended: number | null
}
/** The devices in one room by public key, as they were first seen. */
export interface KnownKeysOfRoom {
  /** Stored under this older word, which devices have on disk. */
  pins: { [key: string]: KnownKey }
  /** When this device was last in step with the roster, by the relay's clock. 0 means never. */
  lookedAt: number
  /** Who was in the room at that time. */
  members: string[]
}

/**
 * Changes to a known device that an honest relay never makes: to remove it, to move it to another user, to change its
 * dates, or to take back its end. `back-dated` is a new device that claims to be older than our last look.
 */
export type KeyTrouble = 'taken-away' | 'moved' | 'dated-anew' | 'revived' | 'back-dated'
export interface KeyWarning {
  /** The user who had the device, or who has it if it is new. */
  user: string
  key: string
  trouble: KeyTrouble
}

/**
 * Allowed difference in time. A roster is written at the moment of the change, but a relay's clock may shift a little
 * when it restarts.
 */
const slackMs = 60_000

type Members = ReadonlyMap<string, Pick<RosterMember, 'devices' | 'role'>>

/** Compares a roster's devices with the known keys. `before` is null when the room is seen for the first time. */
export const compareKeys = (before: KnownKeysOfRoom | null, members: Members): KeyWarning[] => {
  if (!before) return []
  const now = devicesOf(members)
  return [...Object.entries(before.pins).flatMap(([key, known]) => changed(key, known, now)), ...backDated(before, now)]
}

const changed = (key: string, known: KnownKey, now: ReadonlyMap<string, KnownKey>): KeyWarning[] => {
  const found = now.get(key)
  const trouble = found === undefined ? 'taken-away' : troubleOf(known, found)
  return trouble ? [{ user: known.user, key, trouble }] : []
}

const troubleOf = (known: KnownKey, now: KnownKey): KeyTrouble | null => {
  if (now.user !== known.user) return 'moved'
  if (now.added !== known.added) return 'dated-anew'
  if (known.ended === null) return null
  return now.ended === null ? 'revived' : now.ended === known.ended ? null : 'dated-anew'
}

/**
 * Finds new devices that are dated before our last look. Only members at that time are checked, because somebody who
 * joins later brings older devices.
 */
const backDated = (before: KnownKeysOfRoom, now: ReadonlyMap<string, KnownKey>): KeyWarning[] =>
  [...now].flatMap(([key, { user, added }]) => {
    const isNew = !Object.hasOwn(before.pins, key) && before.members.includes(user)
    return isNew && added < before.lookedAt - slackMs ? [{ user, key, trouble: 'back-dated' as const }] : []
  })

/** The known keys from now on. What was seen first stays, except for users whose changes are accepted. */
export const knownFrom = (
  before: KnownKeysOfRoom | null,
  members: Members,
  lookedAt: number,
  accepted: (user: string) => boolean = () => false,
): KnownKeysOfRoom => {
  const pins: KnownKeysOfRoom['pins'] = {}
  const seen = new Set<string>()
  for (const [key, known] of Object.entries(before?.pins ?? {}))
    if (!accepted(known.user)) {
      pins[key] = known
      seen.add(key)
    }
  const strange = new Set((before ? backDated(before, devicesOf(members)) : []).map(({ key }) => key))
  for (const [key, now] of devicesOf(members)) {
    const isKept = seen.has(key)
    const isStrange = strange.has(key) && !accepted(now.user)
    if (!isKept && !isStrange) pins[key] = now
    else if (isKept && troubleOf(pins[key] as KnownKey, now) === null) pins[key] = now
  }
  return { pins, lookedAt: strange.size > 0 ? (before?.lookedAt ?? lookedAt) : lookedAt, members: present(members) }
}

const present = (members: Members): string[] =>
  [...members].flatMap(([user, { role }]) => (role === null ? [] : [user]))

const devicesOf = (members: Members): Map<string, KnownKey> => {
  const devices = new Map<string, KnownKey>()
  for (const [user, { devices: keys }] of members)
    for (const { key, added, ended = null } of keys as RosterDevice[]) devices.set(key, { user, added, ended })
  return devices
}
