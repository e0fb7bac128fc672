import Smile from 'lucide-solid/icons/face-slightly-smiling'
import { createSignal, Show } from 'solid-js'
import { ArrivingDialog } from '../status/ArrivingDialog.tsx'
import { createMedia, twoPanes } from '../ui/page/media.ts'
import { part } from '../ui/reactive/part.ts'
import { t } from '../words/emoji.ts'
import { loadEmojis } from './emojis.ts'

const EmojiSheet = part(async () => (await Promise.all([import('./EmojiSheet.tsx'), loadEmojis()]))[0])
const EmojiPopover = part(async () => (await Promise.all([import('./EmojiPopover.tsx'), loadEmojis()]))[0])

/** A button that opens the emoji picker: a sheet on a phone, otherwise a box beside the button. */
export function EmojiButton(props: { class?: string; onPick: (emoji: string) => void }) {
  const wide = createMedia(twoPanes)
  const [open, setOpen] = createSignal(false)
  let button!: HTMLButtonElement

  const close = () => setOpen(false)
  /** Closes first, because closing returns the focus to the button. */
  const pick = (emoji: string) => {
    close()
    props.onPick(emoji)
  }
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
        <ArrivingDialog onClose={close}>
          <Show when={wide()} fallback={<EmojiSheet onPick={pick} onClose={close} />}>
            <EmojiPopover anchor={button} onPick={pick} onClose={close} />
          </Show>
        </ArrivingDialog>
      </Show>
    </>
  )
}
