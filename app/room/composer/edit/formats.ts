import type { Change, Selected } from './change.ts'
import { formatLines } from './lineFormats.ts'
import { wrap, wrapBlock, wrapCode, wrapLink } from './wrap.ts'

export type Format = (typeof formats)[number]

/** In the order of the bar. */
export const formats = [
  'bold',
  'italic',
  'strike',
  'link',
  'code',
  'block',
  'quote',
  'bullets',
  'numbers',
  'tasks',
  'spoiler',
] as const

export const changeTo = (format: Format, selected: Selected): Change => {
  switch (format) {
    case 'bold':
      return wrap(selected, '**')
    case 'italic':
      return wrap(selected, '_')
    case 'strike':
      return wrap(selected, '~~')
    case 'spoiler':
      return wrap(selected, '||')
    case 'link':
      return wrapLink(selected)
    case 'code':
      return wrapCode(selected)
    case 'block':
      return wrapBlock(selected)
    case 'quote':
    case 'bullets':
    case 'numbers':
    case 'tasks':
      return formatLines(selected, format)
  }
}

/** Keys together with Ctrl, on Apple's systems with Cmd. */
export const keys: Partial<Record<Format, { key: string; shift: boolean }>> = {
  bold: { key: 'b', shift: false },
  italic: { key: 'i', shift: false },
  strike: { key: 'x', shift: true },
  link: { key: 'k', shift: false },
  code: { key: 'c', shift: true },
  numbers: { key: '7', shift: true },
  bullets: { key: '8', shift: true },
  quote: { key: '9', shift: true },
}

type Pressed = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>

/** Without a selection, Ctrl+K is not a format: it opens the switcher. */
export const formatOfKey = (event: Pressed, { from, to }: Selected, isApple: boolean): Format | null => {
  const [held, other] = isApple ? [event.metaKey, event.ctrlKey] : [event.ctrlKey, event.metaKey]
  if (!held || other || event.altKey) return null
  const pressed = letterOf(event)
  const found = formats.find((format) => keys[format]?.key === pressed && keys[format]?.shift === event.shiftKey)
  return found === 'link' && from === to ? null : (found ?? null)
}

/** Where the letter stands on an English keyboard if this one writes another script, and the digit below its sign. */
const letterOf = ({ key, code }: Pressed): string => {
  if (/^[a-z]$/i.test(key)) return key.toLowerCase()
  return /^(?:Key|Digit)(.)$/.exec(code)?.[1]?.toLowerCase() ?? ''
}
