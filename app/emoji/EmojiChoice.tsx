import { Show } from 'solid-js'
import { ArrivingDialog } from '../status/ArrivingDialog.tsx'
import { createMedia, twoPanes } from '../ui/page/media.ts'
import { part } from '../ui/reactive/part.ts'
import { loadEmojis } from './emojis.ts'

const EmojiSheet = part(async () => (await Promise.all([import('./EmojiSheet.tsx'), loadEmojis()]))[0])
const EmojiPopover = part(async () => (await Promise.all([import('./EmojiPopover.tsx'), loadEmojis()]))[0])

/** The open picker: a sheet on a phone, otherwise a box at its anchor. Draw it inside a `Show`. */
export function EmojiChoice(props: { anchor: HTMLElement; onPick: (emoji: string) => void; onClose: () => void }) {
  const wide = createMedia(twoPanes)
  /** Closes first, because closing gives the focus back. */
  const pick = (emoji: string) => {
    const { onPick } = props
    props.onClose()
    onPick(emoji)
  }
  return (
    <ArrivingDialog onClose={() => props.onClose()}>
      <Show when={wide()} fallback={<EmojiSheet onPick={pick} onClose={() => props.onClose()} />}>
        <EmojiPopover anchor={props.anchor} onPick={pick} onClose={() => props.onClose()} />
      </Show>
    </ArrivingDialog>
  )
}
