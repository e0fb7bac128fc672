import type { RefusalCode } from '../wire/results.ts'
import { type Act, mostTimesIn } from './acts.ts'
import { type Ability, can, type Standing } from './roles.ts'
import type { InvitesBy, Visibility } from './roster.ts'

/** Acts on an existing room. `make` and `direct` create one; `block` and `profile` concern only the actor. */
export type RoomAct = Exclude<Act['do'], 'make' | 'direct' | 'block' | 'profile'>

/** What the rules about acts look at. */
export interface ActCase {
  do: RoomAct
  actor: string
  standing: Standing
  kind: 'room' | 'direct'
  visibility: Visibility
  archived: boolean
  invites: InvitesBy
  /** Whether the actor is banned from the room. */
  banned: boolean
  /** How many times the actor has joined. */
  timesIn: number
  /** State of the invitation sent with the act; `none`: there was none. */
  invitation: 'none' | 'good' | 'over'
  /**
   * The user acted upon and their standing here. For `uninvite` the user who made the invitation. Null if the act has
   * none.
   */
  subject: Subject | null
  /** Number of members, including the actor. */
  members: number
}
export interface Subject {
  user: string
  standing: Standing
  banned: boolean
  timesIn: number
  /** Has asked to join and got no answer yet. */
  asking: boolean
  /** Allows the actor to add them. Only the relay can know this. */
  consents: boolean
}

/** Decides whether somebody may add a person to a room without asking them. */
export interface ConsentCase {
  /** The person has blocked whoever wants to add them. */
  blocked: boolean
  /** The person's setting: somebody who shares no private room with them can only invite them. */
  strangersInvite: boolean
  sharesRoom: boolean
}

/** Null: allowed. Both reasons get the same refusal, so that nobody learns that they are blocked. */
export const judgeConsent = ({ blocked, strangersInvite, sharesRoom }: ConsentCase): RefusalCode | null =>
  blocked || (strangersInvite && !sharesRoom) ? 'invite-only' : null

/** Returns null if the act is allowed. */
type ActRule = (act: ActCase) => RefusalCode | null

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

/**
 * Whether this standing may bring others in. A link needs this right for as long as it lasts, not only when it is made.
 */
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
  threads: [needs('moderate'), directConversationsHaveNoRoles, whatIsArchivedStaysAsItIs],
  archive: [needs('govern')],
  delete: [needs('govern')],
}

/**
 * Whether an act on a room is allowed, by the table. Null: allowed. A direct conversation has no owner, so nobody
 * governs it.
 */
export const judgeAct = (act: ActCase): RefusalCode | null => {
  for (const rule of actRules[act.do]) {
    const refusal = rule(act)
    if (refusal !== null) return refusal
  }
  return null
}

/** The facts of a room that decide who may read it. */
export interface ReadCase {
  visibility: Visibility
  /** Whether people without an account may read it. */
  guests: boolean
}

/** Whether this standing may read a room. `signedIn`: whether the reader has an account. */
export const mayRead = (standing: Standing, { visibility, guests }: ReadCase, signedIn: boolean): boolean =>
  can(standing, visibility === 'public' ? 'read-public' : 'read-private') &&
  (standing !== 'guest' || signedIn || guests)
