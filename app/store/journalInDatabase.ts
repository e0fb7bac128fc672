import type { LocalDatabase } from './database.ts'
import { chainStart, entryId, type Journal, movedTo } from './journal.ts'

export const journalInDatabase = (database: LocalDatabase): Journal => ({
  write: async (chain, link, insteadOf = {}) => {
    const transaction = database.transaction(['chains', 'unsent', 'notSent', 'settings'], 'readwrite')
    const chains = transaction.objectStore('chains')
    const unsent = transaction.objectStore('unsent')
    const notSent = transaction.objectStore('notSent')
    const settings = transaction.objectStore('settings')
    const once = insteadOf.once && `once/${insteadOf.once}`
    if (once && (await settings.get(once))) return null
    if (insteadOf.entry && !(await unsent.get(insteadOf.entry))) return null
    if (insteadOf.notSent && !(await notSent.get(insteadOf.notSent))) return null
    const { entry, next } = link((await chains.get(chain)) ?? chainStart)
    void chains.put(next, chain).catch(heardByDone)
    void unsent.put(entry, entryId(entry)).catch(heardByDone)
    if (once) void settings.put(true, once).catch(heardByDone)
    if (insteadOf.entry) void unsent.delete(insteadOf.entry).catch(heardByDone)
    if (insteadOf.notSent) void notSent.delete(insteadOf.notSent).catch(heardByDone)
    await transaction.done
    return entry
  },
  sign: async (id, record) => {
    const transaction = database.transaction('unsent', 'readwrite')
    const entry = await transaction.store.get(id)
    if (!entry) return null
    const signed = { ...entry, record: entry.record ?? record }
    void transaction.store.put(signed, id).catch(heardByDone)
    await transaction.done
    return signed
  },
  move: async (id, segment) => {
    const transaction = database.transaction('unsent', 'readwrite')
    const entry = await transaction.store.get(id)
    if (entry) void transaction.store.put(movedTo(segment, entry), id).catch(heardByDone)
    await transaction.done
  },
  wait: async (id) => {
    const transaction = database.transaction('unsent', 'readwrite')
    const entry = await transaction.store.get(id)
    if (entry) void transaction.store.put({ ...entry, waits: true }, id).catch(heardByDone)
    await transaction.done
  },
  settle: async (ids) => {
    const transaction = database.transaction(['unsent', 'notSent'], 'readwrite')
    for (const store of ['unsent', 'notSent'] as const)
      for (const id of ids) void transaction.objectStore(store).delete(id).catch(heardByDone)
    await transaction.done
  },
  refuse: async (id, kept) => {
    const transaction = database.transaction(['unsent', 'notSent'], 'readwrite')
    const unsent = transaction.objectStore('unsent')
    if (!(await unsent.get(id))) return false
    if (kept) void transaction.objectStore('notSent').put(kept, kept.id).catch(heardByDone)
    void unsent.delete(id).catch(heardByDone)
    await transaction.done
    return true
  },
  restore: async (unsent, notSent) => {
    const transaction = database.transaction(['unsent', 'notSent'], 'readwrite')
    const [entries, kept] = [transaction.objectStore('unsent'), transaction.objectStore('notSent')]
    for (const entry of unsent)
      if (!(await entries.get(entryId(entry)))) void entries.put(entry, entryId(entry)).catch(heardByDone)
    for (const entry of notSent) if (!(await kept.get(entry.id))) void kept.put(entry, entry.id).catch(heardByDone)
    await transaction.done
  },
  discard: (id) => database.delete('notSent', id),
  unsent: () => database.getAll('unsent'),
  notSent: () => database.getAll('notSent'),
})

/** A failed request aborts its transaction, and `done` rejects with the same error. */
const heardByDone = () => {}
