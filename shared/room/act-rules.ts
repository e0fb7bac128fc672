import type { RefusalCode } from '../wire/results.ts'
import { type Act, mostTimesIn } from './acts.ts'
import { type Ability, can, type Standing } from './roles.ts'
import type { InvitesBy, Visibility } from './roster.ts'

/** Null: nothing against it. */
export type Verdict = RefusalCode | null

/** Acts on a room that is there. `make` and `direct` make one; `block` and `profile` are about oneself. */
export type RoomAct = Exclude<Act['do'], 'make' | 'direct' | 'block' | 'profile'>

/** What a rule about acts on a room looks at. */
export interface ActCase {
  do: RoomAct
  actor: string
  standing: Standing
  kind: 'room' | 'direct'
  visibility: Visibility
  archived: boolean
  invites: InvitesBy
  /** The actor was banned here. */
  banned: boolean
  /** How often the actor has come in. */
  timesIn: number
  /** What the invitation that came along is worth; `none`: there was none. */
  invitation: 'none' | 'good' | 'over'
  /** The user acted upon and what they are here, for `uninvite` whoever made the invitation; null where the act has none. */
  subject: Subject | null
  /** How many members the room has, the actor included. */
  members: number
}
export interface Subject {
  user: string
  standing: Standing
  banned: boolean
  timesIn: number
  /** They asked to be let in, and nobody has answered yet. */
  asking: boolean
  /** They let the actor add them; nobody but the relay knows of whom that is so. */
  consents: boolean
}

/** What decides whether a person may be brought into a room by another, without being asked. */
export interface ConsentCase {
  /** The person blocked whoever wants to add them. */
  blocked: boolean
  /** Those who share no private room with the person can only invite them. */
  strangersInvite: boolean
  sharesRoom: boolean
}

/** It is refused the same way for either reason: whoever is blocked is not told. */
export const judgeConsent = ({ blocked, strangersInvite, sharesRoom }: ConsentCase): Verdict =>
  blocked || (strangersInvite && !sharesRoom) ? 'invite-only' : null

type ActRule = (act: ActCase) => Verdict

const needs =
  (ability: Ability): ActRule =>
  ({ standing }) =>
    can(standing, ability) ? null : standing === 'guest' ? 'not-a-member' : 'not-allowed'

const directConversationsHaveNoRoles: ActRule = ({ kind }) => (kind === 'direct' ? 'not-allowed' : null)

const whatIsArchivedStaysAsItIs: ActRule = ({ archived }) => (archived ? 'archived' : null)

const whoIsBannedStaysOut: ActRule = ({ banned }) => (banned ? 'banned' : null)

const whoCameTooOftenStaysOut: ActRule = ({ timesIn }) => (timesIn < mostTimesIn ? null : 'too-many')

const youJoinWhatIsPublicOrWhatYouAreInvitedTo: ActRule = ({ visibility, invitation }) =>
  invitation === 'over' ? 'invitation-over' : visibility === 'public' || invitation === 'good' ? null : 'private'

const youAskOnlyWhereYouCannotJoin: ActRule = ({ visibility }) => (visibility === 'private' ? null : 'not-allowed')

const whoIsInCannotComeInAgain: ActRule = ({ standing }) => (standing === 'guest' ? null : 'already')

/** Whether someone of this standing may bring others in: by adding them, and by a link for as long as that lasts. */
export const mayInvite = (standing: Standing, invites: InvitesBy): boolean =>
  can(standing, invites === 'members' ? 'invite' : 'invite-for-moderators')

const youInviteWhereMembersMay: ActRule = ({ standing, invites }) =>
  mayInvite(standing, invites) ? null : 'not-allowed'

const youTakeBackOnlyYourOwnUnlessYouModerate: ActRule = ({ subject, actor, standing }) =>
  subject === null ? 'no-such-target' : subject.user === actor || can(standing, 'moderate') ? null : 'not-yours'

const whoIsInCannotBeAdded: ActRule = ({ subject }) => (subject?.standing === 'guest' ? null : 'already')

const whoIsBannedCannotBeAdded: ActRule = ({ subject }) => (subject?.banned ? 'banned' : null)

const whoCameTooOftenCannotBeAdded: ActRule = ({ subject }) =>
  subject && subject.timesIn >= mostTimesIn ? 'too-many' : null

const whoDoesNotWantItCannotBeAdded: ActRule = ({ subject }) => (subject?.consents === false ? 'invite-only' : null)

const theSubjectIsAMember: ActRule = ({ subject }) => (subject && subject.standing !== 'guest' ? null : 'no-such-user')

const theSubjectAsksToBeLetIn: ActRule = ({ subject }) => (subject?.asking ? null : 'no-such-target')

const theSubjectIsNotBannedYet: ActRule = ({ subject }) => (subject?.banned ? 'already' : null)

const theSubjectIsBanned: ActRule = ({ subject }) => (subject?.banned ? null : 'no-such-user')

const ownersAreRemovedByNobody: ActRule = ({ subject }) => (subject?.standing === 'owner' ? 'not-allowed' : null)

const moderatorsAreRemovedByOwners: ActRule = ({ subject, standing }) =>
  subject?.standing === 'moderator' && standing !== 'owner' ? 'not-allowed' : null

const yourselfYouLeaveNotRemove: ActRule = ({ subject, actor }) => (subject?.user === actor ? 'not-allowed' : null)

const anOwnerHandsOverFirstUnlessAlone: ActRule = ({ standing, members }) =>
  standing === 'owner' && members > 1 ? 'owner-must-hand-over' : null

const actRules: Record<RoomAct, readonly ActRule[]> = {
  join: [
    whoIsInCannotComeInAgain,
    whoIsBannedStaysOut,
    youJoinWhatIsPublicOrWhatYouAreInvitedTo,
    whatIsArchivedStaysAsItIs,
    whoCameTooOftenStaysOut,
  ],
  leave: [needs('leave'), directConversationsHaveNoRoles, anOwnerHandsOverFirstUnlessAlone],
  request: [
    whoIsInCannotComeInAgain,
    directConversationsHaveNoRoles,
    whoIsBannedStaysOut,
    youAskOnlyWhereYouCannotJoin,
    whatIsArchivedStaysAsItIs,
    whoCameTooOftenStaysOut,
  ],
  answer: [needs('moderate'), theSubjectAsksToBeLetIn, whatIsArchivedStaysAsItIs],
  invite: [needs('invite'), directConversationsHaveNoRoles, youInviteWhereMembersMay, whatIsArchivedStaysAsItIs],
  uninvite: [needs('invite'), directConversationsHaveNoRoles, youTakeBackOnlyYourOwnUnlessYouModerate],
  add: [
    needs('invite'),
    directConversationsHaveNoRoles,
    youInviteWhereMembersMay,
    whoIsInCannotBeAdded,
    whoIsBannedCannotBeAdded,
    whatIsArchivedStaysAsItIs,
    whoCameTooOftenCannotBeAdded,
    whoDoesNotWantItCannotBeAdded,
  ],
  remove: [
    needs('moderate'),
    directConversationsHaveNoRoles,
    theSubjectIsAMember,
    yourselfYouLeaveNotRemove,
    ownersAreRemovedByNobody,
    moderatorsAreRemovedByOwners,
  ],
  ban: [
    needs('moderate'),
    directConversationsHaveNoRoles,
    yourselfYouLeaveNotRemove,
    ownersAreRemovedByNobody,
    moderatorsAreRemovedByOwners,
    theSubjectIsNotBannedYet,
  ],
  unban: [needs('moderate'), directConversationsHaveNoRoles, theSubjectIsBanned],
  role: [needs('govern'), theSubjectIsAMember, yourselfYouLeaveNotRemove],
  'hand-over': [needs('govern'), theSubjectIsAMember, yourselfYouLeaveNotRemove],
  change: [needs('govern'), whatIsArchivedStaysAsItIs],
  archive: [needs('govern')],
  delete: [needs('govern')],
}

/** Whether an act on a room is allowed, by the table. In a direct conversation nobody governs, since nobody owns it. */
export const judgeAct = (act: ActCase): Verdict => {
  for (const rule of actRules[act.do]) {
    const verdict = rule(act)
    if (verdict !== null) return verdict
  }
  return null
}

/** What of a room decides who may read it. */
export interface ReadCase {
  visibility: Visibility
  /** Whether those without an account may. */
  guests: boolean
}

/** Whether someone of this standing may read a room; `signedIn`: they have an account. */
export const mayRead = (standing: Standing, { visibility, guests }: ReadCase, signedIn: boolean): boolean =>
  can(standing, visibility === 'public' ? 'read-public' : 'read-private') &&
  (standing !== 'guest' || signedIn || guests)
