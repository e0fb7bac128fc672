import { type ChainEnd, chainStart, type Journal, type NotSent, type Unsent } from './journal.ts'

/** For tests, and for browsers that keep nothing: then it lasts as long as the tab, and the person is told. */
export const journalInMemory = (): Journal => {
  const chains = new Map<string, ChainEnd>()
  const unsent = new Map<string, Unsent>()
  const notSent = new Map<string, NotSent>()
  return {
    write: async (room, link, insteadOf = {}) => {
      const { entry, next } = link(chains.get(room) ?? chainStart)
      chains.set(room, next)
      if (insteadOf.entry) unsent.delete(insteadOf.entry)
      if (insteadOf.notSent) notSent.delete(insteadOf.notSent)
      unsent.set(entry.name, entry)
      return entry
    },
    sign: async (name, record) => {
      const entry = unsent.get(name)
      if (!entry) return null
      const signed = { ...entry, record: entry.record ?? record }
      unsent.set(name, signed)
      return signed
    },
    move: async (name, segment) => {
      const entry = unsent.get(name)
      if (entry) unsent.set(name, { ...entry, segment })
    },
    settle: async (names) => {
      for (const name of names) unsent.delete(name)
    },
    refuse: async (name, shelf) => {
      if (unsent.delete(name) && shelf) notSent.set(shelf.id, shelf)
    },
    discard: async (id) => void notSent.delete(id),
    unsent: async () => [...unsent.values()],
    notSent: async () => [...notSent.values()],
  }
}
