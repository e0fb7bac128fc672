import { type ChainEnd, chainStart, entryId, type Journal, movedTo, type NotSent, type Unsent } from './journal.ts'

/** For tests, and for browsers that block storage. There it lasts as long as the tab, and the user is told. */
export const journalInMemory = (): Journal => {
  const chains = new Map<string, ChainEnd>()
  const unsent = new Map<string, Unsent>()
  const notSent = new Map<string, NotSent>()
  const once = new Set<string>()
  return {
    write: async (chain, link, insteadOf = {}) => {
      if (insteadOf.entry && !unsent.has(insteadOf.entry)) return null
      if (insteadOf.notSent && !notSent.has(insteadOf.notSent)) return null
      if (insteadOf.once && once.has(insteadOf.once)) return null
      if (insteadOf.once) once.add(insteadOf.once)
      const { entry, next } = link(chains.get(chain) ?? chainStart)
      chains.set(chain, next)
      if (insteadOf.entry) unsent.delete(insteadOf.entry)
      if (insteadOf.notSent) notSent.delete(insteadOf.notSent)
      unsent.set(entryId(entry), entry)
      return entry
    },
    sign: async (id, record) => {
      const entry = unsent.get(id)
      if (!entry) return null
      const signed = { ...entry, record: entry.record ?? record }
      unsent.set(id, signed)
      return signed
    },
    move: async (id, segment) => {
      const entry = unsent.get(id)
      if (entry) unsent.set(id, movedTo(segment, entry))
    },
    wait: async (id) => {
      const entry = unsent.get(id)
      if (entry) unsent.set(id, { ...entry, waits: true })
    },
    settle: async (ids) => {
      for (const id of ids) {
        unsent.delete(id)
        notSent.delete(id)
      }
    },
    refuse: async (id, kept) => {
      const isThere = unsent.delete(id)
      if (isThere && kept) notSent.set(kept.id, kept)
      return isThere
    },
    restore: async (entries, kept) => {
      for (const entry of entries) if (!unsent.has(entryId(entry))) unsent.set(entryId(entry), entry)
      for (const entry of kept) if (!notSent.has(entry.id)) notSent.set(entry.id, entry)
    },
    discard: async (id) => void notSent.delete(id),
    unsent: async () => [...unsent.values()],
    notSent: async () => [...notSent.values()],
  }
}
