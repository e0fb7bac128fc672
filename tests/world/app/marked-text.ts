import type { Change, Selected } from '../../../app/room/composer/edit/change.ts'

/** A text in which `‹` and `›` stand around what is selected, or `‸` where the caret is. */
export const unmarked = (marked: string): Selected => {
  const caret = marked.indexOf('‸')
  if (caret >= 0) return { text: marked.replace('‸', ''), from: caret, to: caret }
  const from = marked.indexOf('‹')
  return { text: marked.replace(/[‹›]/g, ''), from, to: marked.indexOf('›') - 1 }
}

/** The text after a change, marked the same way. */
export const changed = (text: string, { from, to, text: put, select: [start, end] }: Change): string => {
  const next = text.slice(0, from) + put + text.slice(to)
  if (start === end) return `${next.slice(0, start)}‸${next.slice(start)}`
  return `${next.slice(0, start)}‹${next.slice(start, end)}›${next.slice(end)}`
}
