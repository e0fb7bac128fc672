import { judgeAct, type RoomAct, type Subject } from '../../../shared/room/act-rules.ts'
import { judgeRecord } from '../../../shared/room/record-rules.ts'
import type { Roster } from '../../../shared/room/roster.ts'
import type { RefusalCode } from '../../../shared/wire/results.ts'
import { standingIn } from './people.ts'

/** What the rules say about an act of this person, by what this device knows about the room. */
export const judgeHere = (roster: Roster, me: string | null, what: RoomAct, user?: string): RefusalCode | null => {
  if (me === null) return 'not-a-member'
  return judgeAct({
    do: what,
    actor: me,
    standing: standingIn(roster, me),
    kind: roster.kind,
    visibility: roster.visibility,
    archived: roster.archived !== null,
    invites: roster.invites,
    banned: roster.members.get(me)?.banned !== undefined,
    timesIn: timesIn(roster, me),
    invitation: 'none',
    subject: subjectIn(roster, user),
    members: [...roster.members.values()].filter(({ role }) => role !== null).length,
  })
}

const timesIn = ({ members }: Roster, user: string): number => members.get(user)?.spans.length ?? 0

const stranger: Subject = { user: '', standing: 'guest', banned: false, timesIn: 0, asking: false, consents: true }

const subjectIn = (roster: Roster, user: string | undefined): Subject =>
  user === undefined
    ? stranger
    : {
        user,
        standing: standingIn(roster, user),
        banned: roster.members.get(user)?.banned !== undefined,
        timesIn: timesIn(roster, user),
        asking: roster.requests.has(user),
        // Only the relay knows this. It answers when the act is tried.
        consents: true,
      }

/** Whether this person may post. Somebody who was blocked by the other person finds out only when they try. */
export const mayPostHere = (roster: Roster, me: string | null): boolean =>
  me !== null &&
  judgeRecord({
    kind: 'post',
    author: me,
    standing: standingIn(roster, me),
    ownRoom: false,
    archived: roster.archived !== null,
    blocked: false,
    called: 0,
    target: null,
  }) === null

/** Acts that make no sense until the relay knows the room: before that nobody else can be in it. */
const notBeforeItIsMade: readonly RoomAct[] = ['add', 'leave', 'delete', 'hand-over', 'archive']

export const isTooEarly = (what: RoomAct): boolean => notBeforeItIsMade.includes(what)
