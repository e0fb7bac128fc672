import { isComposing } from '../../ui/fields/composing.ts'

type Pressed = Pick<
  KeyboardEvent,
  'key' | 'keyCode' | 'isComposing' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey' | 'defaultPrevented'
>

/** Whether a key sends what is written. On touch screens Enter alone starts a new line. */
export const isSendKey = (event: Pressed, isTouch: boolean): boolean => {
  if (isComposing(event) || event.defaultPrevented || event.key !== 'Enter') return false
  return event.ctrlKey || event.metaKey || (!isTouch && !event.shiftKey && !event.altKey)
}
