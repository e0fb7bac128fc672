import Smile from 'lucide-solid/icons/face-slightly-smiling'
import { createSignal, Show } from 'solid-js'
import { t } from '../words/emoji.ts'
import { EmojiChoice } from './EmojiChoice.tsx'

/** A button that opens the emoji picker. */
export function EmojiButton(props: { class?: string; onPick: (emoji: string) => void }) {
  const [open, setOpen] = createSignal(false)
  let button!: HTMLButtonElement
  return (
    <>
      <button
        type="button"
        ref={button}
        class={props.class ?? 'icon-button'}
        aria-label={t('add')}
        aria-haspopup="dialog"
        aria-expanded={open()}
        onClick={() => setOpen(!open())}
      >
        <Smile size={20} />
      </button>
      <Show when={open()}>
        <EmojiChoice anchor={button} onPick={(emoji) => props.onPick(emoji)} onClose={() => setOpen(false)} />
      </Show>
    </>
  )
}
