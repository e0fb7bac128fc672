import { onCleanup, onMount } from 'solid-js'
import { standBelow } from '../ui/popups/standBelow.ts'
import { t } from '../words/emoji.ts'
import { EmojiPicker } from './EmojiPicker.tsx'

/** The picker in a box at its anchor. Esc, leaving it with the keyboard, and a click elsewhere close it. */
export default function EmojiPopover(props: {
  anchor: HTMLElement
  onPick: (emoji: string) => void
  onClose: () => void
}) {
  let box!: HTMLDivElement
  const place = () => standBelow(box, props.anchor)
  const isElsewhere = (at: EventTarget | null) => at instanceof Node && !box.contains(at) && !props.anchor.contains(at)
  const closeOutside = (event: PointerEvent) => {
    if (isElsewhere(event.target)) props.onClose()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return
    event.preventDefault()
    event.stopPropagation()
    props.onClose()
  }

  onMount(() => {
    place()
    box.querySelector('input')?.focus({ preventScroll: true })
    document.addEventListener('pointerdown', closeOutside)
    addEventListener('resize', place)
  })
  onCleanup(() => {
    const hadFocus = box.contains(document.activeElement)
    document.removeEventListener('pointerdown', closeOutside)
    removeEventListener('resize', place)
    if (hadFocus) props.anchor.focus()
  })

  return (
    <div
      ref={box}
      class="menu-list emoji-popover"
      role="dialog"
      aria-label={t('title')}
      onKeyDown={onKeyDown}
      onFocusOut={(event) => isElsewhere(event.relatedTarget) && props.onClose()}
    >
      <EmojiPicker onPick={(emoji) => props.onPick(emoji)} />
    </div>
  )
}
