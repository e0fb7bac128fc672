import type { Kind } from '../record/kinds.ts'
import type { RefusalCode } from '../wire/results.ts'
import { type Ability, can, type Standing } from './roles.ts'
import type { Visibility } from './roster.ts'

/** Null: nothing against it. */
export type Verdict = RefusalCode | null

/** What a rule about records looks at. */
export interface RecordCase {
  kind: Kind
  author: string
  standing: Standing
  /** The author's own room: one member, and the only place for `set`. */
  ownRoom: boolean
  /** The record that `ref` names, if the room has it. */
  target: Target | null
}
export interface Target {
  author: string
  kind: Kind
  erased: boolean
}

type Rule = (record: RecordCase) => Verdict

const youPostOnlyWhereYouAreAMember: Rule = ({ standing }) =>
  standing === 'guest' ? 'not-a-member' : can(standing, 'post') ? null : 'not-allowed'

const itNamesARecordThatIsThere: Rule = ({ target }) =>
  target === null ? 'no-such-target' : target.erased ? 'erased' : null

const itNamesSomethingPeopleRead: Rule = ({ target }) =>
  target !== null && (target.kind === 'post' || target.kind === 'import') ? null : 'not-allowed'

const youEditOnlyYourOwnPost: Rule = ({ author, target }) =>
  target?.kind !== 'post' ? 'not-allowed' : target.author === author ? null : 'not-yours'

const youEraseOnlyYourOwnUnlessYouModerate: Rule = ({ author, standing, target }) =>
  target?.author === author || can(standing, 'moderate') ? null : 'not-yours'

const whatWasErasedOrPinnedStaysOnRecord: Rule = ({ target }) =>
  target?.kind === 'erase' || target?.kind === 'pin' ? 'not-allowed' : null

const youPinOnlyIfYouModerate: Rule = ({ standing }) => (can(standing, 'moderate') ? null : 'not-allowed')
const youImportOnlyIfYouOwnTheRoom: Rule = ({ standing }) => (can(standing, 'govern') ? null : 'not-allowed')
const youSetOnlyInYourOwnRoom: Rule = ({ ownRoom }) => (ownRoom ? null : 'not-allowed')

/** Every rule of a kind must have nothing against the record. */
const recordRules: Record<Kind, readonly Rule[]> = {
  post: [youPostOnlyWhereYouAreAMember],
  edit: [youPostOnlyWhereYouAreAMember, itNamesARecordThatIsThere, youEditOnlyYourOwnPost],
  react: [youPostOnlyWhereYouAreAMember, itNamesARecordThatIsThere, itNamesSomethingPeopleRead],
  erase: [
    youPostOnlyWhereYouAreAMember,
    itNamesARecordThatIsThere,
    whatWasErasedOrPinnedStaysOnRecord,
    youEraseOnlyYourOwnUnlessYouModerate,
  ],
  pin: [youPostOnlyWhereYouAreAMember, itNamesARecordThatIsThere, itNamesSomethingPeopleRead, youPinOnlyIfYouModerate],
  set: [youPostOnlyWhereYouAreAMember, youSetOnlyInYourOwnRoom],
  import: [youPostOnlyWhereYouAreAMember, youImportOnlyIfYouOwnTheRoom],
}

/** Whether a record is allowed, by the table; the relay asks before it keeps, the app before it offers. */
export const judgeRecord = (record: RecordCase): Verdict => {
  for (const rule of recordRules[record.kind]) {
    const verdict = rule(record)
    if (verdict !== null) return verdict
  }
  return null
}

/** What a rule about acts on a room looks at. */
export interface ActCase {
  do: 'join' | 'leave' | 'add' | 'remove' | 'role' | 'change' | 'hand-over'
  actor: string
  standing: Standing
  visibility: Visibility
  /** The user acted upon and what they are here; null where the act has none. */
  subject: { user: string; standing: Standing } | null
  /** How many members the room has, the actor included. */
  members: number
}

type ActRule = (act: ActCase) => Verdict

const needs =
  (ability: Ability): ActRule =>
  ({ standing }) =>
    can(standing, ability) ? null : standing === 'guest' ? 'not-a-member' : 'not-allowed'

const youJoinOnlyWhatIsPublic: ActRule = ({ visibility }) => (visibility === 'public' ? null : 'private')
const whoIsInCannotComeInAgain: ActRule = ({ standing }) => (standing === 'guest' ? null : 'already')
const whoIsInCannotBeAdded: ActRule = ({ subject }) => (subject?.standing === 'guest' ? null : 'already')
const theSubjectIsAMember: ActRule = ({ subject }) => (subject && subject.standing !== 'guest' ? null : 'no-such-user')
const ownersAreRemovedByNobody: ActRule = ({ subject }) => (subject?.standing === 'owner' ? 'not-allowed' : null)
const moderatorsAreRemovedByOwners: ActRule = ({ subject, standing }) =>
  subject?.standing === 'moderator' && standing !== 'owner' ? 'not-allowed' : null
const yourselfYouLeaveNotRemove: ActRule = ({ subject, actor }) => (subject?.user === actor ? 'not-allowed' : null)
const anOwnerHandsOverFirstUnlessAlone: ActRule = ({ standing, members }) =>
  standing === 'owner' && members > 1 ? 'owner-must-hand-over' : null

const actRules: Record<ActCase['do'], readonly ActRule[]> = {
  join: [whoIsInCannotComeInAgain, youJoinOnlyWhatIsPublic],
  leave: [needs('leave'), anOwnerHandsOverFirstUnlessAlone],
  add: [needs('invite'), whoIsInCannotBeAdded],
  remove: [
    needs('moderate'),
    theSubjectIsAMember,
    yourselfYouLeaveNotRemove,
    ownersAreRemovedByNobody,
    moderatorsAreRemovedByOwners,
  ],
  role: [needs('govern'), theSubjectIsAMember, yourselfYouLeaveNotRemove],
  change: [needs('govern')],
  'hand-over': [needs('govern'), theSubjectIsAMember, yourselfYouLeaveNotRemove],
}

export const judgeAct = (act: ActCase): Verdict => {
  for (const rule of actRules[act.do]) {
    const verdict = rule(act)
    if (verdict !== null) return verdict
  }
  return null
}

/** Whether someone of this standing may read a room. */
export const mayRead = (standing: Standing, visibility: Visibility): boolean =>
  can(standing, visibility === 'public' ? 'read-public' : 'read-private')
