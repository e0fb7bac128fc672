import { type FoldEntry, readEntry } from '../../shared/room/entry.ts'
import { Folding, foldSettings } from '../../shared/room/fold.ts'
import { type Roster, type RosterMember, rosterDevices } from '../../shared/room/roster.ts'
import type { Tab } from './tab.ts'
import type { World } from './world.ts'

/**
 * Checks that the messages and the roster are the same on every replica, and that the roster equals the data of the
 * relay.
 */
export const foldFaults = (world: World): string[] => {
  const first = new Map<string, { tab: string; text: string }>()
  const faults: string[] = []
  const compare = (what: string, tab: string, text: string): void => {
    const other = first.get(what)
    if (!other) first.set(what, { tab, text })
    else if (other.text !== text)
      faults.push(`${what} differs between ${other.tab} and ${tab}:\n${other.text}\n${text}`)
  }
  for (const { user, tabs } of world.devices.filter(({ honest }) => honest))
    for (const tab of tabs) {
      compare(
        `the settings of ${user}`,
        tab.label,
        JSON.stringify([...foldSettings(entriesOf(world, tab, user))].sort()),
      )
      for (const room of world.ledger.roomsOf(user)) {
        const roster = tab.rooms.roster(room)
        compare(`the talk of ${room}`, tab.label, textOf(world, tab, room, roster))
        compare(`the roster of ${room}`, tab.label, JSON.stringify(roster, plain))
        faults.push(...rosterFaults(world, tab, room, roster))
      }
    }
  return faults
}

const entriesOf = (world: World, tab: Tab, room: string): FoldEntry[] =>
  tab.rooms.segments(room).flatMap(({ replica }) => readAll(world, room, replica.records()))

/** Leaves out records that a restored backup lacks, since only some devices still have them. */
const readAll = ({ ledger }: World, room: string, records: ReadonlyMap<string, Uint8Array>): FoldEntry[] =>
  [...records].flatMap(([name, bytes]) => (ledger.isLost(room, name) ? [] : (readEntry(name, bytes) ?? [])))

const textOf = (world: World, tab: Tab, room: string, roster: Roster): string => {
  const devices = rosterDevices(roster)
  const whoIs = (device: string) => {
    const user = devices.get(device)?.user
    const member = user === undefined ? undefined : roster.members.get(user)
    if (user === undefined || member?.erasing !== undefined) return null
    return { user, standing: member?.role ?? ('guest' as const) }
  }
  const segments = tab.rooms.segments(room).map(({ replica }) => {
    const folding = new Folding()
    folding.people(whoIs)
    for (const entry of readAll(world, room, replica.records())) folding.put(entry)
    return { messages: folding.messages(), erasures: folding.erasures() }
  })
  return JSON.stringify(segments, plain)
}

const plain = (_: string, value: unknown): unknown => (value instanceof Map ? [...value].sort() : value)

const rosterFaults = ({ ledger }: World, tab: Tab, room: string, roster: Roster): string[] =>
  ledger.members(room).flatMap(({ user, role, banned, erasing }) => {
    const shown = roster.members.get(user)
    const isSame = shown?.role === role && (shown.banned ?? null) === banned && (shown.erasing ?? null) === erasing
    return isSame ? [] : [`${tab.label} holds ${user} for ${plainText(shown)} in ${room}, and not ${role}, ${banned}`]
  })

const plainText = (member: RosterMember | undefined): string => JSON.stringify(member)
