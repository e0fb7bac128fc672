import { relayLimits } from '../../relay/pace/relay-limits.ts'
import { Chance } from '../world/chance.ts'
import type { EventName } from './events.ts'
import { between, happens } from './odds.ts'
import type { Setting } from './world.ts'

/** What a seed decides before its story begins. */
export interface Plan extends Setting {
  steps: number
  weights: { [name in EventName]?: number }
}

const talk: { [name in EventName]?: number } = {
  post: 30,
  burst: 3,
  edit: 8,
  react: 8,
  erase: 6,
  pin: 4,
  set: 6,
  bringIn: 1,
  sendAgain: 2,
}

/** Each seed takes some of these. A bug that needs two of them shows in stories where the others do not hide it. */
const troubles: readonly { [name in EventName]?: number }[] = [
  { lose: 8, reach: 8 },
  { crash: 4, restart: 10 },
  { stop: 2, restart: 8 },
  { killTab: 5, openTab: 7 },
  { evict: 5 },
  { signOut: 3, signIn: 6 },
  { remove: 4, add: 6 },
  { role: 4, handOver: 2 },
  { leave: 2, join: 4, change: 2 },
  { make: 3 },
  { jumpClock: 3 },
  { slow: 3, fast: 3 },
  { fillDisk: 2, freeDisk: 6 },
  { hostile: 10 },
]

/** More of these, about who is in a room and whether the room exists. */
const memberships: readonly { [name in EventName]?: number }[] = [
  { ban: 4, unban: 4, add: 6 },
  { ban: 4, burst: 8, lose: 6, reach: 6 },
  { ban: 5, unban: 5, sleep: 3 },
  { archive: 4, lose: 6, reach: 6 },
  { make: 5, add: 8, deleteRoom: 4, lose: 4, reach: 6 },
  { handOver: 4, role: 4, lose: 8, reach: 6 },
  { endDevice: 2 },
]

/** A separate generator for plots. The kept seeds are older than plots, so their stories must not change. */
const plotsSeed = 0x1003399

/** Most stories have one or two of these. They change nothing else in a story. */
const plots: readonly { [name in EventName]?: number }[] = [
  { banInAFlood: 5, add: 6, unban: 2, sleep: 1 },
  { removeWhileAway: 6, add: 3 },
  { demoteAtWork: 14 },
  { handOverApart: 6 },
  { archiveInTalk: 5 },
  { deleteInTalk: 10 },
  { endDeviceInTalk: 2 },
]

/** A separate generator for restored backups. The kept seeds are older than those, so their stories must not change. */
const restoresSeed = 0x4ac8fdf

const putBacks: readonly { [name in EventName]?: number }[] = [
  { backUp: 4, putBack: 3, restart: 8 },
  { putBackWhileAway: 5, reach: 4 },
  { putBackAfterFlood: 4 },
  { putBackAfterChanges: 4 },
  { putBackTwice: 3 },
]

/** A separate generator for these, so that the stories without them stay as they were. */
const answersSeed = 0x2b992ddf

const answers: { [name in EventName]?: number } = {
  reply: 8,
  replyInThread: 4,
  mention: 3,
  editMentions: 3,
  eraseWithTime: 4,
  eraseUnderAnswers: 5,
}

/** The same for polls, threads and who has read what. */
const pollsSeed = 0x51c6e3a1

const threads: { [name in EventName]?: number } = { removeFromThread: 6, add: 4 }
const polls: { [name in EventName]?: number } = { ask: 5, vote: 8, closePoll: 2, closeUnderVotes: 14 }

/** The same for drafts and messages to be sent later, in stories where devices are often away. */
const ownSeed = 0x6a09e667

const own: { [name in EventName]?: number } = {
  typeDraft: 14,
  leaveDraft: 2,
  emptyDraft: 2,
  sendDraft: 4,
  useReplaced: 4,
  sendLater: 8,
  cancelLater: 4,
  comeBack: 4,
  lose: 8,
  reach: 8,
}

/** With `restores`, backups are restored in every story. Without, each story is as it was before there were backups. */
export const makePlan = (seed: number, restores = false): Plan => {
  const chance = new Chance(seed)
  const others = new Chance(seed ^ 0x2f6e2b1)
  const chosen = [...troubles.filter(() => happens(chance, 0.4)), ...memberships.filter(() => happens(others, 0.2))]
  const third = new Chance(seed ^ plotsSeed)
  if (happens(third, 0.6)) chosen.push(third.pick(plots), third.pick(plots))
  const fourth = new Chance(seed ^ restoresSeed)
  if (restores) chosen.push(fourth.pick(putBacks), fourth.pick(putBacks))
  // Drawn after those, so that the other stories stay as they were.
  if (restores && happens(fourth, 0.5)) chosen.push({ putBackWithoutAuthor: 5 })
  if (happens(new Chance(seed ^ answersSeed), 0.5)) chosen.push(answers)
  const fifth = new Chance(seed ^ pollsSeed)
  if (happens(fifth, 0.3)) chosen.push(polls)
  if (happens(fifth, 0.2)) chosen.push(threads)
  if (happens(fifth, 0.2)) chosen.push({ tellSeen: 8 })
  // A turn that a backup has and the relay has given away could be taken a second time.
  const keepsOwn = !restores && happens(new Chance(seed ^ ownSeed), 0.2)
  if (keepsOwn) chosen.push(own)
  const diesStartingOver = restores && happens(fourth, 0.5)
  const [small, cap] = chance.pick([
    [8, 12],
    [8, 9],
    [20, 30],
    [1_000, 4_000],
  ] as const)
  const isThrifty = happens(chance, 0.15)
  return {
    steps: between(chance, 30, 90),
    visibility: chance.pick(['public', 'private'] as const),
    tabsTalk: happens(chance, 0.7),
    announces: happens(chance, 0.4),
    diesStartingOver,
    keepsOwn,
    limits: {
      ...relayLimits,
      segmentRecords: small,
      segmentCap: cap,
      segmentTotal: cap * 3,
      ...(isThrifty ? { recordsPerSecond: 2, recordsBurst: 6 } : {}),
    },
    weights: Object.assign({}, talk, ...chosen),
  }
}
