import type { Journal, NotSent, Unsent } from '../../app/store/journal.ts'
import { entryId } from '../../app/store/journal.ts'
import { type Body, kindOf, kinds, readBody } from '../../shared/record/kinds.ts'
import { readRecord, signatureBytes, withSignature } from '../../shared/record/record.ts'
import type { Ledger } from './ledger.ts'

/** What happened to a record that this device wrote. */
export type Fate = 'waiting' | 'taken' | 'not sent' | 'no words' | 'written anew' | 'discarded'

export interface Written {
  room: string
  name: string
  ref: string
  body: Body
  fate: Fate
  /** Whether it waits for a message that the relay has lost. */
  waits: boolean
  /** Why it was not sent. */
  code: NotSent['code'] | null
}

/**
 * Checks what leaves the app's journal: each record must be on the relay's disk by then, or be kept with the messages
 * that were not sent.
 */
export const auditedJournal = (journal: Journal, ledger: Ledger, complain: (what: string) => void) => {
  const written = new Map<string, Written>()
  /**
   * Records that their author erased. They may leave the journal without having reached the relay, if it had no room
   * for them.
   */
  const takenBack = new Set<string>()
  const end = (id: string, fate: Fate, code: Written['code'] = null): void => {
    const record = written.get(id)
    if (record?.fate === 'waiting' || record?.fate === 'not sent') Object.assign(record, { fate, code })
  }
  const audited: Journal = {
    ...journal,
    write: async (chain, link, insteadOf = {}) => {
      const entry = await journal.write(chain, link, insteadOf)
      if (!entry) return null
      const { kind, ref } = recordOf(entry)
      if (kind === kinds.erase) takenBack.add(entryId({ room: entry.room, name: ref }))
      written.set(entryId(entry), {
        room: entry.room,
        name: entry.name,
        ref,
        body: bodyOf(entry),
        fate: 'waiting',
        waits: false,
        code: null,
      })
      if (insteadOf.entry) end(insteadOf.entry, 'written anew')
      if (insteadOf.notSent) end(insteadOf.notSent, 'written anew')
      return entry
    },
    wait: async (id) => {
      Object.assign(written.get(id) ?? {}, { waits: true })
      await journal.wait(id)
    },
    move: async (id, segment) => {
      Object.assign(written.get(id) ?? {}, { waits: false })
      await journal.move(id, segment)
    },
    settle: async (ids) => {
      for (const id of ids) {
        const record = written.get(id)
        const isThere = record && ledger.wasEverTaken(record.room, record.name)
        if (record && !isThere && !takenBack.has(id)) complain(`${id} left the journal, but the relay never had it`)
        end(id, isThere || !takenBack.has(id) ? 'taken' : 'discarded')
      }
      await journal.settle(ids)
    },
    refuse: async (id, kept) => {
      const record = written.get(id)
      if (record && 'text' in record.body && !kept) complain(`the text of ${id} was not kept`)
      end(id, kept ? 'not sent' : 'no words', kept?.code ?? null)
      return journal.refuse(id, kept)
    },
    restore: async (entries, kept) => {
      for (const entry of entries) {
        const record = written.get(entryId(entry))
        if (record?.fate === 'taken') record.fate = 'waiting'
      }
      await journal.restore(entries, kept)
    },
    discard: async (id) => {
      end(id, 'discarded')
      await journal.discard(id)
    },
  }
  return { journal: audited, written }
}

const recordOf = ({ unsigned }: Unsent) => readRecord(withSignature(unsigned, new Uint8Array(signatureBytes)))

const bodyOf = (entry: Unsent): Body => {
  const { kind, body } = recordOf(entry)
  const known = kindOf(kind)
  if (known === null) throw new Error('the app wrote a record of an unknown kind')
  return readBody(known, body)
}
