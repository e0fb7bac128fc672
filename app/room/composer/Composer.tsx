import CaseSensitive from 'lucide-solid/icons/case-sensitive'
import Check from 'lucide-solid/icons/check'
import SendHorizontal from 'lucide-solid/icons/send-horizontal'
import { createEffect, createSignal, type JSX, on, onMount, Show } from 'solid-js'
import { isVisible } from '../../../shared/visible.ts'
import { EmojiButton } from '../../emoji/EmojiButton.tsx'
import { Arriving } from '../../status/Arriving.tsx'
import { isComposing } from '../../ui/fields/composing.ts'
import { byTouch, createMedia } from '../../ui/page/media.ts'
import { part } from '../../ui/reactive/part.ts'
import { t } from '../../words/composer.ts'
import { NotAllKept } from '../model/postParts.ts'
import { barShown, setBarShown } from './bar/barShown.ts'
import { Completion, type Mentionable } from './Completion.tsx'
import { insertText } from './insertText.ts'
import { isSendKey } from './sendKey.ts'
import './composer.css'

const Tools = part(() => import('./bar/Tools.tsx'))

/** The field to write a message in. It knows no room: it only reports what is typed and sent. */
export function Composer(props: {
  label: string
  draft: string
  typing: readonly string[]
  mentionable: Mentionable
  ref: (field: HTMLTextAreaElement) => void
  onSend: (text: string) => Promise<void>
  onDraft: (text: string) => void
  /** The field was left. */
  onRest: () => void
  onTyped: () => void
  /** Above the field: the message that is replied to or edited. */
  above?: JSX.Element
  /** Further buttons beside the one that sends. */
  acts?: JSX.Element
  /** Below the field, where there is room. */
  below?: JSX.Element
  /** The words on the button, if the text is saved and not sent. */
  save?: string
  /** What leaves the field, such as `Esc to cancel`. Instead of how to start a new line. */
  keys?: string
  /** Nothing visible is to be sent. */
  onEmpty?: () => void
  /** These return whether they did something. Otherwise the key does what it does in any field. */
  onEscape?: () => boolean
  onUp?: () => boolean
}) {
  const [text, setText] = createSignal(props.draft)
  const touch = createMedia(byTouch)
  /** Which keys matter where the caret is. */
  const [keys, setKeys] = createSignal('')
  const [isThere, setThere] = createSignal(false)
  let field!: HTMLTextAreaElement

  // Browsers with `field-sizing` do this themselves, without moving anything else.
  const grow = () => {
    if (CSS.supports('field-sizing', 'content')) return
    field.style.height = 'auto'
    field.style.height = `${field.scrollHeight}px`
  }
  // Setting the same value again would disturb input methods and undo in some browsers.
  const show = () => {
    if (field.value !== text()) field.value = text()
  }
  onMount(() => {
    show()
    grow()
    setThere(true)
  })
  createEffect(on(text, show, { defer: true }))
  createEffect(on(text, grow, { defer: true }))

  // A message stays in the draft until it is stored, because the tab may be closed at any moment.
  const onTheWay: string[] = []
  const joined = (...words: string[]) => words.filter(Boolean).join('\n')
  let reported = props.draft
  const change = (next: string) => {
    setText(next)
    reported = joined(...onTheWay, next)
    props.onDraft(reported)
  }
  // It was changed elsewhere: in another tab, or on another device of this person.
  createEffect(() => {
    if (props.draft === reported || onTheWay.length > 0) return
    reported = props.draft
    setText(props.draft)
  })
  const send = async () => {
    const words = text()
    field.focus()
    if (!isVisible(words)) return props.onEmpty?.()
    onTheWay.push(words)
    change('')
    const rest = await props.onSend(words).then(
      () => '',
      (error) => (error instanceof NotAllKept ? error.rest : words),
    )
    onTheWay.splice(onTheWay.indexOf(words), 1)
    // Text that could not be stored goes back into the field, before anything typed since.
    change(joined(rest, text()))
  }
  const isLeft = ({ key, shiftKey, ctrlKey, altKey, metaKey }: KeyboardEvent): boolean => {
    if (shiftKey || ctrlKey || altKey || metaKey) return false
    return (key === 'Escape' && props.onEscape?.()) || (key === 'ArrowUp' && text() === '' && props.onUp?.()) || false
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event) || event.defaultPrevented) return
    if (isLeft(event)) event.stopPropagation()
    else if (isSendKey(event, touch())) void send()
    else return
    event.preventDefault()
  }

  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      {props.above}
      <Show when={isThere()}>
        <Arriving missing={() => null}>
          <Tools field={field} text={text()} onKeys={setKeys} />
        </Arriving>
      </Show>
      <div class="composer-box">
        <textarea
          ref={(element) => {
            field = element
            props.ref(element)
          }}
          class="composer-field scrolls"
          rows="1"
          dir="auto"
          aria-label={props.label}
          placeholder={props.label}
          enterkeyhint={touch() ? 'enter' : props.save ? 'done' : 'send'}
          onInput={(event) => {
            change(event.currentTarget.value)
            props.onTyped()
          }}
          onKeyDown={onKeyDown}
          onBlur={() => props.onRest()}
        />
        <Completion field={field} from={props.mentionable} />
        <EmojiButton onPick={(emoji) => insertText(field, emoji)} />
        <button
          type="button"
          class="icon-button"
          aria-label={t('formatting')}
          aria-pressed={barShown() === 'yes'}
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => setBarShown(barShown() === 'yes' ? 'no' : 'yes')}
        >
          <CaseSensitive size={20} />
        </button>
        {props.acts}
        <button
          type="submit"
          class="composer-send"
          aria-label={props.save ?? t('send')}
          aria-disabled={!props.onEmpty && !isVisible(text())}
          onPointerDown={(event) => event.preventDefault()}
        >
          <Show when={props.save} fallback={<SendHorizontal class="mirrors" size={18} />}>
            <Check size={18} />
          </Show>
        </button>
      </div>
      <p class="composer-hint">
        <span class="one-line">
          <Show when={props.typing.length > 0}>{t('typing', props.typing)}</Show>
        </span>
        {props.below}
        <Show when={!touch() && isVisible(text())}>
          <span class="composer-keys">{keys() || (props.keys ?? t('newLine'))}</span>
        </Show>
      </p>
    </form>
  )
}
