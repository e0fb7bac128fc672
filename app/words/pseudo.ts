import type { BaseRecordDict } from '@solid-primitives/i18n'
import type { Language } from './language.ts'

const plain = 'acdeghimnorstyACDEGHIMNORSTY'
const accented = 'áçðéĝĥíɱñöŕšţýÁÇÐÉĜĤÍṀÑÖŔŠŢÝ'
const accents = new Map([...plain].map((letter, at) => [letter, [...accented][at] ?? letter]))
/** Filled in by the screen that shows the text. */
const slots = /(\{\{.*?\}\})/

/** A longer word would be no word of any language. */
const longWord = /~{12}(?=~)/g

/** English with accents and brackets, and 40 % longer, as German and Finnish are. What is not like this is not in a dictionary. */
const inAccents = (text: string): string => {
  const said = text
    .split(slots)
    .map((piece) => (slots.test(piece) ? piece : [...piece].map((letter) => accents.get(letter) ?? letter).join('')))
    .join('')
  return `[${said}${'~'.repeat(Math.ceil(text.length * 0.4)).replace(longWord, '$& ')}]`
}

/** The same from right to left. */
const mirrored = (text: string): string => `\u202b${inAccents(text)}\u202c`

type Write = (text: string) => string

const rewritten = (value: unknown, write: Write): unknown => {
  if (typeof value === 'string') return write(value)
  if (typeof value === 'function') return (...args: unknown[]) => rewritten(value(...args), write)
  if (Array.isArray(value)) return value.map((one) => rewritten(one, write))
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, rewritten(one, write)]))
}

const pseudo = (tag: string, direction: Language['direction'], write: Write): Language => ({
  tag,
  direction,
  locale: 'en-GB',
  wordsOf: <D extends BaseRecordDict>(_: string, english: D) => rewritten(english, write) as D,
})

/** Languages that nobody speaks. They show what is not translated, and what is cut where words are longer. */
export const pseudoLanguages = {
  'en-XA': pseudo('en-XA', 'ltr', inAccents),
  'ar-XB': pseudo('ar-XB', 'rtl', mirrored),
}
