import { type Roster, type RosterMember, readRoster } from '../../../shared/room/roster.ts'
import type { KeptSummary } from './summaries.ts'

/** The roster of a room created here, used until the relay writes the real one. */
export const provisionalRoster = (
  { name, kind, topic, visibility, picture, people, joined }: KeptSummary,
  me: { id: string; name: string; username: string; picture?: string },
  publicKey: string,
): Roster => {
  const spans: RosterMember['spans'] = [[joined, null]]
  const devices = [{ key: publicKey, added: joined }]
  const role = kind === 'direct' ? 'member' : 'owner'
  const members = new Map<string, RosterMember>([
    [me.id, { name: me.name, username: me.username, ...(me.picture && { picture: me.picture }), role, devices, spans }],
  ])
  if (kind === 'direct')
    for (const { user, picture, ...profile } of people)
      members.set(user, { ...profile, ...(picture && { picture }), role: 'member', devices: [], spans })
  // As the relay will create it: guests can read a public room until its owner turns that off.
  const guests = visibility === 'public'
  return { ...readRoster([]), name, kind, topic, visibility, guests, picture, made: joined, members }
}
