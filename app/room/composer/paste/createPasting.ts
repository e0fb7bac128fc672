import { type Accessor, createSignal, onCleanup } from 'solid-js'
import { type Change, type Selected, selectedIn } from '../edit/change.ts'
import type { EditedField } from '../edit/createEditing.ts'
import { isInCode } from '../edit/inCode.ts'
import { isAddressAlone } from '../edit/wrap.ts'
import { markdownOf } from './markdownOf.ts'

/** A long text that was pasted, and where it begins. */
export interface Pasted {
  from: number
  text: string
}

/** From here on a text fills the screen. */
const longAfter = 3_000
const longAfterLines = 40
/** A page with more is pasted as plain text. */
const mostHtml = 1_000_000

/** Rich text that is pasted becomes Markdown. Pasted with Shift, or into code, it stays plain. */
export function createPasting(given: { field: EditedField; put: (change: Change) => void }): {
  long: Accessor<Pasted | null>
  /** The person decided about it. */
  settle: () => void
} {
  const { field, put } = given
  const [long, setLong] = createSignal<Pasted | null>(null)
  let withShift = false

  const onKeyDown = (event: Event) => {
    const { code, shiftKey } = event as KeyboardEvent
    if (code === 'KeyV') withShift = shiftKey
  }
  const onKeyUp = () => {
    withShift = false
  }
  const onPaste = (event: Event) => {
    const data = (event as ClipboardEvent).clipboardData
    const plain = data?.getData('text/plain').replace(/\r\n?/g, '\n') ?? ''
    const selected = selectedIn(field)
    const text = withShift ? null : meant(plain, data?.getData('text/html') ?? '', selected)
    if (text !== null) {
      event.preventDefault()
      const end = selected.from + text.length
      put({ from: selected.from, to: selected.to, text, select: [end, end] })
    }
    const pasted = text ?? plain
    setLong(isLong(pasted) ? { from: selected.from, text: pasted } : null)
  }
  const listeners: Record<string, (event: Event) => void> = {
    keydown: onKeyDown,
    keyup: onKeyUp,
    paste: onPaste,
  }
  for (const [type, listener] of Object.entries(listeners)) field.addEventListener(type, listener)
  onCleanup(() => {
    for (const [type, listener] of Object.entries(listeners)) field.removeEventListener(type, listener)
  })
  return { long, settle: () => setLong(null) }
}

/** What is meant by a paste, or null if it is the plain text. */
const meant = (plain: string, html: string, selected: Selected): string | null => {
  const { text, from, to } = selected
  if (isInCode(text, from)) return null
  const words = text.slice(from, to)
  if (isAddressAlone(plain.trim()) && words.trim() !== '' && !/[\n[\]]/.test(words) && !isAddressAlone(words))
    return `[${words}](${plain.trim()})`
  return html === '' || html.length > mostHtml ? null : markdownOf(html)
}

const isLong = (text: string): boolean =>
  text.length > longAfter || text.split('\n', longAfterLines + 1).length > longAfterLines
