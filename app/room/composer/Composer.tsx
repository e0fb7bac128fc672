import SendHorizontal from 'lucide-solid/icons/send-horizontal'
import { createEffect, createSignal, on, onMount, Show } from 'solid-js'
import { isVisible } from '../../../shared/visible.ts'
import { EmojiButton } from '../../emoji/EmojiButton.tsx'
import { byTouch, createMedia } from '../../ui/page/media.ts'
import { t } from '../../words/composer.ts'
import { NotAllKept } from '../model/postParts.ts'
import { Completion, type Mentionable } from './Completion.tsx'
import { insertText } from './insertText.ts'
import './composer.css'

/** The field to write a message in. It knows no room: it only reports what is typed and sent. */
export function Composer(props: {
  label: string
  draft: string
  typing: readonly string[]
  mentionable: Mentionable
  ref: (field: HTMLTextAreaElement) => void
  onSend: (text: string) => Promise<void>
  onDraft: (text: string) => void
  onTyped: () => void
}) {
  const [text, setText] = createSignal(props.draft)
  const touch = createMedia(byTouch)
  let field!: HTMLTextAreaElement

  // Browsers with `field-sizing` do this themselves, without moving anything else.
  const fit = () => {
    if (CSS.supports('field-sizing', 'content')) return
    field.style.height = 'auto'
    field.style.height = `${field.scrollHeight}px`
  }
  onMount(fit)
  createEffect(on(text, fit, { defer: true }))

  // A message stays in the draft until it is stored, because the tab may be closed at any moment.
  const onTheWay: string[] = []
  const joined = (...words: string[]) => words.filter(Boolean).join('\n')
  const change = (next: string) => {
    setText(next)
    props.onDraft(joined(...onTheWay, next))
  }
  const send = async () => {
    const words = text()
    field.focus()
    if (!isVisible(words)) return
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
  const onKeyDown = (event: KeyboardEvent) => {
    // In Safari the Enter that ends a composition arrives after its end. Only its keyCode 229 shows this.
    if (event.key !== 'Enter' || event.isComposing || event.keyCode === 229) return
    const sends = event.ctrlKey || event.metaKey || (!touch() && !event.shiftKey && !event.altKey)
    if (!sends) return
    event.preventDefault()
    void send()
  }

  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
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
          enterkeyhint={touch() ? 'enter' : 'send'}
          value={text()}
          onInput={(event) => {
            change(event.currentTarget.value)
            props.onTyped()
          }}
          onKeyDown={onKeyDown}
        />
        <Completion field={field} from={props.mentionable} />
        <EmojiButton onPick={(emoji) => insertText(field, emoji)} />
        <button
          type="submit"
          class="composer-send"
          aria-label={t('send')}
          aria-disabled={!isVisible(text())}
          onPointerDown={(event) => event.preventDefault()}
        >
          <SendHorizontal class="mirrors" size={18} />
        </button>
      </div>
      <p class="composer-hint">
        <span class="one-line">
          <Show when={props.typing.length > 0}>{t('typing', props.typing)}</Show>
        </span>
        <Show when={!touch() && isVisible(text())}>
          <span class="composer-keys">{t('newLine')}</span>
        </Show>
      </p>
    </form>
  )
}
