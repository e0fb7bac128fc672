import { isClosedBy, type OpenCode, openAfter } from '../../../shared/markdown/open-code.ts'
import { limits } from '../../../shared/record/limits.ts'
import { isVisible } from '../../../shared/visible.ts'
import { cleanText } from './cleanText.ts'
import { borderIn, jointIn, Looks } from './joint.ts'
import { fittingLength } from './messageLength.ts'

/**
 * Longest fence, language name and list prefix (in UTF-16 units) that are repeated in the next part. Real code has
 * shorter ones, and longer ones would leave no room for the text.
 */
const [longestMarks, longestLanguage, longestHolders] = [16, 16, 32]
/** Greatest length of the line that closes code at the end of a part. Marks of emphasis are shorter. */
const longestEnd = 1 + longestHolders + longestMarks

/**
 * A text as the messages that are posted, cleaned as `cleanText` does. A text that is too long for one message is
 * split between paragraphs, lines or words if possible, and never inside a character. No part looks different for it: a
 * link stays whole, code, spoilers and emphasis are closed in one part and opened again in the next, and a table gets
 * its head again. `most`: UTF-16 units of a part,
 * otherwise as many as fit into a message.
 */
export const splitText = (text: string, most?: number): string[] => {
  const whole = cleanText(text)
  const parts: string[] = []
  const looks = new Looks()
  let next: Next = { at: 0, head: '', open: null }
  while (next.at < whole.length) {
    const fits = most ?? fittingLength(whole.slice(next.at, next.at + limits.textBytes))
    const cut = cutFrom(whole, next, fits, looks)
    if (isVisible(cut.part)) parts.push(cut.part)
    next = cut.next
  }
  return parts
}

/** Where the next part begins. */
interface Next {
  at: number
  /** What it repeats of the text before, such as the head of a table. */
  head: string
  /** The code block that continues in it, or null. */
  open: OpenCode | null
}
interface Cut {
  part: string
  next: Next
}

const cutFrom = (whole: string, { at, head, open }: Next, most: number, looks: Looks): Cut => {
  const start = open ? `${beginning(open)}\n` : ''
  if (start.length + head.length + whole.length - at <= most)
    return { part: start + head + whole.slice(at), next: nextAt(whole, whole.length) }
  // Only what is near the cut is read, so that the work grows with the length of the text.
  const text = head + whole.slice(at, at + 2 * most)
  const placeOf = (end: number) => Math.max(at, at + end - head.length)
  const room = most - start.length - longestEnd
  const border = borderIn(text, room)
  const end = beforeFence(text, border, open)
  const code = codeAfter(text.slice(0, end), open)
  if (code) {
    const { part, skipped, head } = cutCode(text, end, code)
    return {
      part: start + part,
      next: skipped === null ? { at: placeOf(end), head, open: code } : { ...nextAt(whole, placeOf(end + skipped)) },
    }
  }
  const joint = end !== border ? { at: end, close: '', reopen: '' } : jointIn(text, room, looks)
  const part = start + text.slice(0, joint.at).trimEnd() + joint.close
  const next = placeOf(joint.at)
  if (joint.reopen === '') return { part, next: nextAt(whole, next) }
  return { part, next: { at: pastSpace(whole, next), head: joint.reopen, open: null } }
}

const nextAt = (whole: string, at: number): Next => ({ at: pastBlankLines(whole, at), head: '', open: null })

/**
 * Closes the block in this part. `head`: what the line that goes on in the next part needs. `skipped`: the length of the
 * next line if that closes the block too, which this part has just done.
 */
const cutCode = (text: string, end: number, code: OpenCode): { part: string; head: string; skipped: number | null } => {
  const said = text.slice(0, end)
  const part = `${said.replace(/\n$/, '')}\n${further(code)}${code.fence.marks}`
  // If the cut is inside a line, the rest needs the same list or quote prefix as the line.
  if (!said.endsWith('\n')) return { part, head: further(code), skipped: null }
  const [line = ''] = text.slice(end).split('\n', 1)
  return { part, head: '', skipped: isClosedBy(line, code) ? line.length : null }
}

const beginning = ({ fence, holders }: OpenCode): string =>
  `${holders.map(({ first }) => first).join('')}${fence.marks}${fence.language}`

const further = ({ holders }: OpenCode): string => holders.map(({ further }) => further).join('')

/** The place behind blank lines. The indent of the first line may be meant, so it stays. */
const pastBlankLines = (text: string, from: number): number => {
  const to = pastSpace(text, from)
  return from + text.slice(from, to).lastIndexOf('\n') + 1
}

const pastSpace = (text: string, from: number): number => {
  const words = /\S/g
  words.lastIndex = from
  return words.exec(text)?.index ?? text.length
}

/** If the part would end with a fence that was just opened, cut before it, so that the code begins in the next part. */
const beforeFence = (text: string, end: number, open: OpenCode | null): number => {
  const said = text.slice(0, end).trimEnd()
  const line = said.lastIndexOf('\n') + 1
  const isOpened =
    line > 0 &&
    /`{3}|~{3}/.test(said.slice(line)) &&
    codeAfter(said, open) !== null &&
    codeAfter(said.slice(0, line), open) === null
  return isOpened ? line : end
}

/** The code block that is open at the end of a text, or null. */
const codeAfter = (text: string, open: OpenCode | null): OpenCode | null => {
  const code = openAfter(text, open)
  if (!code || code.fence.marks.length > longestMarks || further(code).length > longestHolders) return null
  const { marks, language } = code.fence
  return { ...code, fence: { marks, language: language.slice(0, longestLanguage), more: '' } }
}
