import { type Accessor, createMemo, createSignal, onCleanup } from 'solid-js'
import { isComposing as isOfComposition } from '../../ui/fields/composing.ts'
import { createOptions, type Options } from '../../ui/fields/options.ts'
import { closedCodeAt, type Token, tokenAt } from './token.ts'

/** The part of a text field that completion reads. */
export type CompletedField = EventTarget & Pick<HTMLTextAreaElement, 'value' | 'selectionStart' | 'selectionEnd'>

/**
 * Completes the token at the caret of a field. It only listens to the field, so text, caret and undo stay the
 * browser's.
 *
 * While an input method composes, nothing is offered, and no key is taken from it. On touch screens most keyboards
 * compose every word, also in English. There it is offered all the same, for the finger.
 */
export function createCompletion<T>(given: {
  field: CompletedField
  isTouch: () => boolean
  offersFor: (token: Token) => readonly T[]
  keyOf: (offer: T) => string
  /** Puts the offer in the place of the token. */
  choose: (offer: T, token: Token) => void
  /** The token is already what the offer would make of it, so that Enter sends. */
  isWhole?: (offer: T, token: Token) => boolean
  /** A short code was typed to its end. */
  onClosedCode: (token: Token) => void
}): { offers: Accessor<readonly T[]>; options: Options; choose: (offer: T) => void } {
  const { field } = given
  const [token, setToken] = createSignal<Token | null>(null, { equals: isSame })
  /** Where a token stands that the person doesn't want completed. */
  let refused: number | null = null
  let isComposing = false

  const offers = createMemo(() => {
    const at = token()
    return at ? given.offersFor(at) : []
  })
  const choose = (offer: T) => {
    const at = token()
    setToken(null)
    if (at) given.choose(offer, at)
  }
  const options = createOptions({
    all: offers,
    typed: () => token()?.word ?? '',
    keyOf: given.keyOf,
    choose,
    // After the sign alone, Enter still sends.
    mayBeMeant: (offer) => {
      const at = token()
      return at !== null && at.word !== '' && !given.isWhole?.(offer, at)
    },
  })

  const look = () => {
    const caret = field.selectionStart
    const isOff = caret !== field.selectionEnd || (isComposing && !given.isTouch())
    const found = isOff ? null : tokenAt(field.value, caret)
    if (found?.from !== refused) refused = null
    setToken(refused === null ? found : null)
  }
  const close = () => setToken(null)
  const refuse = () => {
    refused = token()?.from ?? null
    close()
  }

  const onInput = (event: Event) => {
    const { inputType, data } = event as InputEvent
    const code =
      inputType === 'insertText' && data === ':' && !isComposing && closedCodeAt(field.value, field.selectionStart)
    if (code) given.onClosedCode(code)
    look()
  }
  const onComposition = ({ type }: Event) => {
    isComposing = type === 'compositionstart'
    look()
  }
  const onKeyDown = (event: Event) => {
    const key = event as KeyboardEvent
    if (isOfComposition(key) || offers().length === 0) return
    if (key.shiftKey || key.ctrlKey || key.altKey || key.metaKey) return
    const active = offers()[options.active()]
    if (key.key === 'Escape') refuse()
    else if (key.key === 'Tab' && active !== undefined) choose(active)
    else if (key.key === 'ArrowDown' || key.key === 'ArrowUp') options.onKeyDown(key)
    else if (key.key === 'Enter' && active !== undefined) choose(active)
    else return
    key.preventDefault()
    // Otherwise Enter would also send, and Esc would also close what is around the field.
    key.stopPropagation()
  }

  const listeners: Record<string, (event: Event) => void> = {
    input: onInput,
    compositionstart: onComposition,
    compositionend: onComposition,
    keydown: onKeyDown,
    keyup: look,
    pointerup: look,
    blur: close,
  }
  for (const [type, listener] of Object.entries(listeners)) field.addEventListener(type, listener)
  onCleanup(() => {
    for (const [type, listener] of Object.entries(listeners)) field.removeEventListener(type, listener)
  })
  return { offers, options, choose }
}

const isSame = (a: Token | null, b: Token | null): boolean =>
  a === b || (a !== null && b !== null && a.sign === b.sign && a.word === b.word && a.from === b.from)
