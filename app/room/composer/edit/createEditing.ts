import { type Accessor, createSignal, onCleanup } from 'solid-js'
import { isComposing } from '../../../ui/fields/composing.ts'
import { type Change, type Selected, selectedIn } from './change.ts'
import { continueLine } from './continueLine.ts'
import { changeTo, type Format, formatOfKey } from './formats.ts'
import { isInCode } from './inCode.ts'
import { indent, outdent } from './indent.ts'

export type EditedField = EventTarget & Pick<HTMLTextAreaElement, 'value' | 'selectionStart' | 'selectionEnd'>

/**
 * The keys that format, lists that continue, and Tab in code. It only listens to the field, and changes the text as if
 * by hand, so undo stays the browser's. While an input method composes, no key is taken from it.
 */
export function createEditing(given: {
  field: EditedField
  isApple: boolean
  /** Changes the text of the field. */
  put: (change: Change) => void
}): { inCode: Accessor<boolean>; format: (format: Format) => void } {
  const { field, put } = given
  const [inCode, setInCode] = createSignal(false)
  /** Esc was pressed, so that the next Tab leaves the field. */
  let isFree = false

  const look = () => void setInCode(isInCode(field.value, field.selectionStart))
  const format = (wanted: Format) => put(changeTo(wanted, selectedIn(field)))

  const changeOf = (event: KeyboardEvent, selected: Selected): Change | null => {
    if (event.key === 'Tab') return tabOf(event, selected)
    const wanted = formatOfKey(event, selected, given.isApple)
    return wanted && changeTo(wanted, selected)
  }
  const tabOf = ({ ctrlKey, altKey, metaKey, shiftKey }: KeyboardEvent, selected: Selected): Change | null => {
    if (ctrlKey || altKey || metaKey || isFree || !isInCode(selected.text, selected.from)) return null
    return shiftKey ? outdent(selected) : indent(selected)
  }
  const onKeyDown = (event: Event) => {
    const key = event as KeyboardEvent
    if (isComposing(key) || key.defaultPrevented) return
    const change = changeOf(key, selectedIn(field))
    // Shift alone is part of Shift+Tab.
    if (key.key !== 'Shift') isFree = key.key === 'Escape'
    if (!change) return
    key.preventDefault()
    key.stopPropagation()
    put(change)
  }
  const onInput = (event: Event) => {
    look()
    const { inputType, data, isComposing } = event as InputEvent
    const isBreak =
      inputType === 'insertLineBreak' ||
      inputType === 'insertParagraph' ||
      (inputType === 'insertText' && data === '\n')
    const at = field.selectionEnd
    if (!isBreak || isComposing || at !== field.selectionStart || field.value.charAt(at - 1) !== '\n') return
    const next = continueLine(field.value, at)
    // After the event, so that the field hears of one change after the other.
    if (next) queueMicrotask(() => field.selectionEnd === at && put(next))
  }
  const onBlur = () => {
    isFree = false
  }

  const listeners: Record<string, (event: Event) => void> = {
    keydown: onKeyDown,
    input: onInput,
    keyup: look,
    pointerup: look,
    focus: look,
    blur: onBlur,
  }
  for (const [type, listener] of Object.entries(listeners)) field.addEventListener(type, listener)
  onCleanup(() => {
    for (const [type, listener] of Object.entries(listeners)) field.removeEventListener(type, listener)
  })
  return { inCode, format }
}
