import type { Kind } from '../record/kinds.ts'
import type { RefusalCode } from '../wire/results.ts'
import { can, type Standing } from './roles.ts'
import { mostWhoTell, tellsOwnSeen } from './seen.ts'

/** What the rules about records look at. */
export interface RecordCase {
  kind: Kind
  author: string
  standing: Standing
  /** The author's own room: it has one member and is the only place for all keys of `set`. */
  ownRoom: boolean
  /** The room accepts no more messages. */
  archived: boolean
  /** The other person in a conversation of two has blocked the author. */
  blocked: boolean
  /** How many members the record mentions by mentioning everybody; 0 if it doesn't. */
  called: number
  /** The record that `ref` names, if the room has it. */
  target: Target | null
  /** Of a vote. */
  choices?: readonly number[]
  /** Of a `set`. `members`: how many the room has. */
  set?: { key: string; value: unknown; members: number }
}
export interface Target {
  author: string
  kind: Kind
  erased: boolean
  /** If it is a poll. */
  poll?: PollTerms | null
}
export interface PollTerms {
  /** How many options there are. */
  options: number
  many: boolean
  /** Nobody has closed it, and its time is not over. */
  open: boolean
}

/** Returns null if the record is allowed. */
type Rule = (record: RecordCase) => RefusalCode | null

/**
 * The relay asks this earlier, for all records of an offer together: `gate.ts` for a person's own, and `standingThen` in
 * room-access.ts for those that somebody else carries.
 */
const youPostOnlyWhereYouAreAMember: Rule = ({ standing }) =>
  standing === 'guest' ? 'not-a-member' : can(standing, 'post') ? null : 'not-allowed'

const whatIsArchivedIsClosedForWriting: Rule = ({ archived }) => (archived ? 'archived' : null)

const youWriteToNobodyWhoBlockedYou: Rule = ({ blocked }) => (blocked ? 'blocked' : null)

const itNamesARecordThatIsThere: Rule = ({ target }) =>
  target === null ? 'no-such-target' : target.erased ? 'target-erased' : null

const itNamesSomethingPeopleRead: Rule = ({ target }) =>
  target !== null && (target.kind === 'post' || target.kind === 'import') ? null : 'not-allowed'

const youEditOnlyYourOwnPost: Rule = ({ author, target }) =>
  target?.kind !== 'post' ? 'not-allowed' : target.author === author ? null : 'not-yours'

const youEraseOnlyYourOwnUnlessYouModerate: Rule = ({ author, standing, target }) =>
  target?.author === author || can(standing, 'moderate') ? null : 'not-yours'

const whatWasErasedPinnedOrClosedStaysOnRecord: Rule = ({ target }) =>
  target?.kind === 'erase' || target?.kind === 'pin' || target?.kind === 'close' ? 'not-allowed' : null

const itNamesAPoll: Rule = ({ target }) => (target?.poll ? null : 'not-allowed')

const thePollIsOpen: Rule = ({ target }) => (target?.poll?.open ? null : 'poll-closed')

const youChooseAmongTheOptions: Rule = ({ choices = [], target }) => {
  const { options = 0, many = false } = target?.poll ?? {}
  return choices.every((choice) => choice < options) && (many || choices.length <= 1) ? null : 'not-allowed'
}

const youCloseOnlyYourOwnUnlessYouModerate: Rule = youEraseOnlyYourOwnUnlessYouModerate

const youPinOnlyIfYouModerate: Rule = ({ standing }) => (can(standing, 'moderate') ? null : 'not-allowed')
const youImportOnlyIfYouOwnTheRoom: Rule = ({ standing }) => (can(standing, 'govern') ? null : 'not-allowed')

const youSetOnlyInYourOwnRoomUnlessYouTellHowFarYouHaveRead: Rule = ({ ownRoom, set, author }) =>
  ownRoom || (set !== undefined && set.members <= mostWhoTell && tellsOwnSeen(set, author)) ? null : 'not-allowed'

/** Above this many members only moderators may mention everybody. */
export const mostCalledByMembers = 50

const youCallALargeRoomOnlyIfYouModerate: Rule = ({ standing, called }) =>
  called <= mostCalledByMembers || can(standing, 'moderate') ? null : 'not-allowed'

const youMayTalk = [youPostOnlyWhereYouAreAMember, whatIsArchivedIsClosedForWriting, youWriteToNobodyWhoBlockedYou]

/** A record is allowed if every rule of its kind allows it. */
const recordRules: Record<Kind, readonly Rule[]> = {
  post: [...youMayTalk, youCallALargeRoomOnlyIfYouModerate],
  edit: [...youMayTalk, itNamesARecordThatIsThere, youEditOnlyYourOwnPost],
  react: [...youMayTalk, itNamesARecordThatIsThere, itNamesSomethingPeopleRead],
  erase: [
    youPostOnlyWhereYouAreAMember,
    itNamesARecordThatIsThere,
    whatWasErasedPinnedOrClosedStaysOnRecord,
    youEraseOnlyYourOwnUnlessYouModerate,
  ],
  pin: [...youMayTalk, itNamesARecordThatIsThere, itNamesSomethingPeopleRead, youPinOnlyIfYouModerate],
  vote: [...youMayTalk, itNamesARecordThatIsThere, itNamesAPoll, thePollIsOpen, youChooseAmongTheOptions],
  close: [...youMayTalk, itNamesARecordThatIsThere, itNamesAPoll, thePollIsOpen, youCloseOnlyYourOwnUnlessYouModerate],
  set: [
    youPostOnlyWhereYouAreAMember,
    youSetOnlyInYourOwnRoomUnlessYouTellHowFarYouHaveRead,
    whatIsArchivedIsClosedForWriting,
  ],
  import: [...youMayTalk, youImportOnlyIfYouOwnTheRoom],
}

/**
 * Whether a record is allowed, by the table. The relay asks before it stores a record, the app before it offers the
 * action. Null: allowed.
 */
export const judgeRecord = (record: RecordCase): RefusalCode | null => {
  for (const rule of recordRules[record.kind]) {
    const refusal = rule(record)
    if (refusal !== null) return refusal
  }
  return null
}
