import { createKept } from '../../ui/reactive/keptChoice.ts'

const shown = 6
const keptAtMost = 40
const usual = ['👍', '❤️', '😂', '🎉', '😮', '😢']

/** How often each emoji was used as a reaction. The one used last comes first among equals. */
export type Used = readonly (readonly [emoji: string, times: number])[]

export const useOnce = (used: Used, emoji: string): Used => {
  const times = used.find(([one]) => one === emoji)?.[1] ?? 0
  const others = used.filter(([one]) => one !== emoji)
  return [[emoji, times + 1] as const, ...others].toSorted(([, a], [, b]) => b - a).slice(0, keptAtMost)
}

/** The six used most, filled up with usual ones. */
export const mostUsed = (used: Used): readonly string[] =>
  [...new Set([...used.map(([emoji]) => emoji), ...usual])].slice(0, shown)

/** `🚀 3 🎉 1` */
export const readUsed = (kept: string | null): Used => {
  const words = (kept ?? '').split(' ')
  return words.flatMap((emoji, at) => {
    const times = Number(words[at + 1])
    return at % 2 === 0 && times > 0 ? [[emoji, times] as const] : []
  })
}
export const writeUsed = (used: Used): string => used.flat().join(' ')

const [used, setUsed] = createKept<Used>('used-reactions', readUsed, writeUsed)

/** The reactions that this device offers first. */
export const quickEmoji = (): readonly string[] => mostUsed(used())
export const noteUsed = (emoji: string): void => setUsed(useOnce(used(), emoji))
