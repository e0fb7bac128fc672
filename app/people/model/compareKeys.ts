import type { RosterDevice, RosterMember } from '../../../shared/room/roster.ts'

/** A device as it was first seen here, and whose. */
export interface KnownKey {
  user: string
  added: number
  ended: number | null
}
/** Devices of one room by public key, as they were seen first. */
export interface KnownKeysOfRoom {
  pins: { [key: string]: KnownKey }
  /** When this device was last in step with the roster, by the relay's clock; 0: never. */
  lookedAt: number
  /** Who was in the room then. */
  members: string[]
}

/**
 * What a relay cannot honestly do to a device that was seen before: take it away, make it somebody else's, date it anew, take
 * its end back; or bring one now that is said to have been there all the time.
 */
export type KeyTrouble = 'taken-away' | 'moved' | 'dated-anew' | 'revived' | 'back-dated'
export interface KeyWarning {
  /** Whose it was; of a device that is new, whose it is. */
  user: string
  key: string
  trouble: KeyTrouble
}

/** A roster is written in the same moment as what it says; clocks of relays that were restarted differ by little. */
const slackMs = 60_000

type Members = ReadonlyMap<string, Pick<RosterMember, 'devices' | 'role'>>

/** What is wrong with the devices of a roster, seen from what was pinned. `before` null: it is seen for the first time. */
export const compareKeys = (before: KnownKeysOfRoom | null, members: Members): KeyWarning[] => {
  if (!before) return []
  const now = devicesOf(members)
  return [...Object.entries(before.pins).flatMap(([key, pin]) => changed(key, pin, now)), ...backDated(before, now)]
}

const changed = (key: string, pin: KnownKey, now: ReadonlyMap<string, KnownKey>): KeyWarning[] => {
  const found = now.get(key)
  const trouble = found === undefined ? 'taken-away' : troubleOf(pin, found)
  return trouble ? [{ user: pin.user, key, trouble }] : []
}

const troubleOf = (pin: KnownKey, now: KnownKey): KeyTrouble | null => {
  if (now.user !== pin.user) return 'moved'
  if (now.added !== pin.added) return 'dated-anew'
  if (pin.ended === null) return null
  return now.ended === null ? 'revived' : now.ended === pin.ended ? null : 'dated-anew'
}

/** Somebody who comes in brings devices that are older than the last look. */
const backDated = (before: KnownKeysOfRoom, now: ReadonlyMap<string, KnownKey>): KeyWarning[] =>
  [...now].flatMap(([key, { user, added }]) => {
    const isNew = !Object.hasOwn(before.pins, key) && before.members.includes(user)
    return isNew && added < before.lookedAt - slackMs ? [{ user, key, trouble: 'back-dated' as const }] : []
  })

/** What is pinned from now on: what was seen first stays, unless the person accepts what the relay says about `accepted`. */
export const pinned = (
  before: KnownKeysOfRoom | null,
  members: Members,
  lookedAt: number,
  accepted: (user: string) => boolean = () => false,
): KnownKeysOfRoom => {
  const pins: KnownKeysOfRoom['pins'] = {}
  const seen = new Set<string>()
  for (const [key, pin] of Object.entries(before?.pins ?? {}))
    if (!accepted(pin.user)) {
      pins[key] = pin
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
