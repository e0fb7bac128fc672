import type { LocalDatabase } from './database.ts'
import { chainStart, type Journal } from './journal.ts'

export const journalInDatabase = (database: LocalDatabase): Journal => ({
  write: async (room, link, insteadOf = {}) => {
    const transaction = database.transaction(['chains', 'unsent', 'notSent'], 'readwrite')
    const chains = transaction.objectStore('chains')
    const unsent = transaction.objectStore('unsent')
    const { entry, next } = link((await chains.get(room)) ?? chainStart)
    void chains.put(next, room).catch(heardByDone)
    void unsent.put(entry, entry.name).catch(heardByDone)
    if (insteadOf.entry) void unsent.delete(insteadOf.entry).catch(heardByDone)
    if (insteadOf.notSent) void transaction.objectStore('notSent').delete(insteadOf.notSent).catch(heardByDone)
    await transaction.done
    return entry
  },
  sign: async (name, record) => {
    const transaction = database.transaction('unsent', 'readwrite')
    const entry = await transaction.store.get(name)
    if (!entry) return null
    const signed = { ...entry, record: entry.record ?? record }
    void transaction.store.put(signed, name).catch(heardByDone)
    await transaction.done
    return signed
  },
  move: async (name, segment) => {
    const transaction = database.transaction('unsent', 'readwrite')
    const entry = await transaction.store.get(name)
    if (entry) void transaction.store.put({ ...entry, segment }, name).catch(heardByDone)
    await transaction.done
  },
  settle: async (names) => {
    const transaction = database.transaction('unsent', 'readwrite')
    for (const name of names) void transaction.store.delete(name).catch(heardByDone)
    await transaction.done
  },
  refuse: async (name, shelf) => {
    const transaction = database.transaction(['unsent', 'notSent'], 'readwrite')
    const unsent = transaction.objectStore('unsent')
    if (shelf && (await unsent.get(name)))
      void transaction.objectStore('notSent').put(shelf, shelf.id).catch(heardByDone)
    void unsent.delete(name).catch(heardByDone)
    await transaction.done
  },
  discard: (id) => database.delete('notSent', id),
  unsent: () => database.getAll('unsent'),
  notSent: () => database.getAll('notSent'),
})

/** A request that fails aborts its transaction, and `done` rejects with the same error. */
const heardByDone = () => {}
