import type { MessageView } from '../model/RoomView.ts'

/** Names of the selected messages; null while nothing is being selected. */
export type Selected = ReadonlySet<string> | null

const none: ReadonlySet<string> = new Set()

/** Selects messages one by one, or all from one to another. */
export const createRange = (given: {
  messages: () => readonly MessageView[]
  selected: () => Selected
  select: (names: Selected) => void
}) => {
  /** Where a range starts, and what was selected before it. */
  let from: string | null = null
  let before = none

  /** The messages between two, both included; only `to` if the other is not here. */
  const between = (start: string, to: string): string[] => {
    const all = given.messages().map(({ name }) => name)
    const [a, b] = [all.indexOf(start), all.indexOf(to)]
    return a < 0 || b < 0 ? [to] : all.slice(Math.min(a, b), Math.max(a, b) + 1)
  }
  return {
    toggle: (name: string) => {
      const next = new Set(given.selected())
      if (!next.delete(name)) next.add(name)
      from = name
      before = next
      given.select(next)
    },
    /** `start`: where the person was, which is where a range starts if nothing else was selected. */
    extendTo: (name: string, start: string | null = null) => {
      if (given.selected() === null) from = null
      if (from === null) {
        from = start ?? name
        before = given.selected() ?? none
      }
      given.select(new Set([...before, ...between(from, name)]))
    },
  }
}
