/** What each role is answered for every kind of record. Written by hand from shared/room/RULES.md. */

/**
 * Names of the records that others refer to. The owner wrote all of them, except `own`, which the author of the test
 * record wrote.
 */
export interface Targets {
  post: string
  own: string
  erased: string
  erasure: string
  pin: string
  import: string
  /** Takes one choice of two. */
  poll: string
  closed: string
  missing: string
}

export const text = { text: 'words' }
export const thumb = { emoji: '👍', on: true }
export const aPoll = { options: ['one', 'two'], many: false, named: true, closes: null }
const aUser = 'pONWRL4_Ex3IVq_8f5QBnA'
const aName = `${aUser}.1`

/** Kind, body, the record it refers to, and the answers to owner, moderator and member. */
export const rows: readonly [kind: string, body: object, about: keyof Targets | null, answers: string][] = [
  ['post', text, null, 'ok ok ok'],
  ['post', { ...text, re: aName, reSegment: 1, mentions: [aUser] }, null, 'ok ok ok'],
  ['post', { ...text, thread: aName, threadSegment: 1, everyone: true }, null, 'ok ok ok'],
  ['post', { ...text, reSegment: 1 }, null, 'bad-body bad-body bad-body'],
  ['post', { ...text, re: aName, reSegment: 0 }, null, 'bad-body bad-body bad-body'],
  ['post', { ...text, thread: 'the other day' }, null, 'bad-body bad-body bad-body'],
  ['post', { ...text, threadSegment: 1 }, null, 'bad-body bad-body bad-body'],
  ['post', { ...text, mentions: ['everybody'] }, null, 'bad-body bad-body bad-body'],
  ['post', { ...text, everyone: false }, null, 'bad-body bad-body bad-body'],
  ['post', { ...text, colour: 'red' }, null, 'bad-body bad-body bad-body'],
  ['edit', { ...text, mentions: [aUser] }, 'own', 'ok ok ok'],
  ['edit', { ...text, mentions: aUser }, 'own', 'bad-body bad-body bad-body'],
  ['edit', { ...text, re: aName }, 'own', 'bad-body bad-body bad-body'],
  ['react', { ...thumb, time: 1 }, 'own', 'bad-body bad-body bad-body'],
  ['pin', { on: true, time: 1 }, 'own', 'bad-body bad-body bad-body'],
  ['erase', { time: 1 }, 'own', 'bad-body bad-body bad-body'],
  ['erase', { time: 'then' }, 'own', 'bad-body bad-body bad-body'],
  ['erase', { why: 'a typo' }, 'own', 'bad-body bad-body bad-body'],
  ['edit', text, 'own', 'ok ok ok'],
  ['edit', text, 'post', 'ok not-yours not-yours'],
  ['edit', text, 'import', 'not-allowed not-allowed not-allowed'],
  ['edit', text, 'pin', 'not-allowed not-allowed not-allowed'],
  ['edit', text, 'erased', 'target-erased target-erased target-erased'],
  ['edit', text, 'missing', 'no-such-target no-such-target no-such-target'],
  ['react', thumb, 'own', 'ok ok ok'],
  ['react', thumb, 'post', 'ok ok ok'],
  ['react', thumb, 'import', 'ok ok ok'],
  ['react', thumb, 'pin', 'not-allowed not-allowed not-allowed'],
  ['react', thumb, 'erasure', 'not-allowed not-allowed not-allowed'],
  ['react', thumb, 'erased', 'target-erased target-erased target-erased'],
  ['react', thumb, 'missing', 'no-such-target no-such-target no-such-target'],
  ['pin', { on: true }, 'own', 'ok ok not-allowed'],
  ['pin', { on: true }, 'post', 'ok ok not-allowed'],
  ['pin', { on: true }, 'import', 'ok ok not-allowed'],
  ['pin', { on: true }, 'erasure', 'not-allowed not-allowed not-allowed'],
  ['pin', { on: true }, 'erased', 'target-erased target-erased target-erased'],
  ['pin', { on: true }, 'missing', 'no-such-target no-such-target no-such-target'],
  ['post', { ...text, poll: { ...aPoll, many: true, closes: 1 } }, null, 'ok ok ok'],
  ['post', { ...text, poll: { ...aPoll, options: ['one'] } }, null, 'bad-body bad-body bad-body'],
  ['post', { ...text, poll: { ...aPoll, options: ['one', ' '] } }, null, 'bad-body bad-body bad-body'],
  ['post', { ...text, poll: { ...aPoll, quiz: true } }, null, 'bad-body bad-body bad-body'],
  ['post', { ...text, forward: { who: 'Ann', room: aUser, name: aName, segment: 1 } }, null, 'ok ok ok'],
  ['post', { ...text, forward: { who: 'Ann', user: aUser } }, null, 'bad-body bad-body bad-body'],
  ['vote', { choices: [1] }, 'poll', 'ok ok ok'],
  ['vote', { choices: [] }, 'poll', 'ok ok ok'],
  ['vote', { choices: [0, 1] }, 'poll', 'not-allowed not-allowed not-allowed'],
  ['vote', { choices: [2] }, 'poll', 'not-allowed not-allowed not-allowed'],
  ['vote', { choices: [0], why: 'hungry' }, 'poll', 'bad-body bad-body bad-body'],
  ['vote', { choices: [0] }, 'closed', 'poll-closed poll-closed poll-closed'],
  ['vote', { choices: [0] }, 'post', 'not-allowed not-allowed not-allowed'],
  ['vote', { choices: [0] }, 'import', 'not-allowed not-allowed not-allowed'],
  ['vote', { choices: [0] }, 'erased', 'target-erased target-erased target-erased'],
  ['vote', { choices: [0] }, 'missing', 'no-such-target no-such-target no-such-target'],
  ['close', {}, 'closed', 'poll-closed poll-closed poll-closed'],
  ['close', {}, 'own', 'not-allowed not-allowed not-allowed'],
  ['close', { at: 1 }, 'poll', 'bad-body bad-body bad-body'],
  ['close', {}, 'poll', 'ok ok not-yours'],
  ['import', { ...text, who: 'somebody', id: 'line 1' }, null, 'ok not-allowed not-allowed'],
  ['set', { key: 'a', value: 1 }, null, 'not-allowed not-allowed not-allowed'],
  ['set', { key: 'seen/activity', value: { time: 1, name: aName } }, null, 'not-allowed not-allowed not-allowed'],
  ['set', { key: `seen/${aUser}`, value: { time: 1, name: aName } }, null, 'not-allowed not-allowed not-allowed'],
  ['erase', {}, 'erasure', 'not-allowed not-allowed not-allowed'],
  ['erase', {}, 'pin', 'not-allowed not-allowed not-allowed'],
  ['erase', {}, 'erased', 'target-erased target-erased target-erased'],
  ['erase', {}, 'missing', 'no-such-target no-such-target no-such-target'],
  ['erase', {}, 'own', 'ok ok ok'],
]
/** Records that a member may not erase and a moderator may. Each can be erased only once. */
export const erasing: typeof rows = [
  ['erase', {}, 'import', 'ok ok not-yours'],
  ['erase', {}, 'post', 'ok ok not-yours'],
]
