/**
 * Every kind of record by every standing that may write: what each is answered. Written by hand from shared/room/RULES.md.
 */

/** What records are about: written before by the owner, but for one's own. */
export interface Targets {
  post: string
  own: string
  erased: string
  erasure: string
  pin: string
  import: string
  missing: string
}

export const text = { text: 'words' }
export const thumb = { emoji: '👍', on: true }

/** Kind, body, what it is about, and the answers to owner, moderator and member. */
export const rows: readonly [kind: string, body: object, about: keyof Targets | null, answers: string][] = [
  ['post', text, null, 'ok ok ok'],
  ['edit', text, 'own', 'ok ok ok'],
  ['edit', text, 'post', 'ok not-yours not-yours'],
  ['edit', text, 'import', 'not-allowed not-allowed not-allowed'],
  ['edit', text, 'pin', 'not-allowed not-allowed not-allowed'],
  ['edit', text, 'erased', 'erased erased erased'],
  ['edit', text, 'missing', 'no-such-target no-such-target no-such-target'],
  ['react', thumb, 'own', 'ok ok ok'],
  ['react', thumb, 'post', 'ok ok ok'],
  ['react', thumb, 'import', 'ok ok ok'],
  ['react', thumb, 'pin', 'not-allowed not-allowed not-allowed'],
  ['react', thumb, 'erasure', 'not-allowed not-allowed not-allowed'],
  ['react', thumb, 'erased', 'erased erased erased'],
  ['react', thumb, 'missing', 'no-such-target no-such-target no-such-target'],
  ['pin', { on: true }, 'own', 'ok ok not-allowed'],
  ['pin', { on: true }, 'post', 'ok ok not-allowed'],
  ['pin', { on: true }, 'import', 'ok ok not-allowed'],
  ['pin', { on: true }, 'erasure', 'not-allowed not-allowed not-allowed'],
  ['pin', { on: true }, 'erased', 'erased erased erased'],
  ['pin', { on: true }, 'missing', 'no-such-target no-such-target no-such-target'],
  ['import', { ...text, who: 'somebody', id: 'line 1' }, null, 'ok not-allowed not-allowed'],
  ['set', { key: 'a', value: 1 }, null, 'not-allowed not-allowed not-allowed'],
  ['erase', {}, 'erasure', 'not-allowed not-allowed not-allowed'],
  ['erase', {}, 'pin', 'not-allowed not-allowed not-allowed'],
  ['erase', {}, 'erased', 'erased erased erased'],
  ['erase', {}, 'missing', 'no-such-target no-such-target no-such-target'],
  ['erase', {}, 'own', 'ok ok ok'],
]
/** What one who does not moderate may not take, and one who does takes once. */
export const erasing: typeof rows = [
  ['erase', {}, 'import', 'ok ok not-yours'],
  ['erase', {}, 'post', 'ok ok not-yours'],
]
