import { type JSX, onCleanup, onMount } from 'solid-js'
import { standAt, standBelow } from './standBelow.ts'
import './menu.css'

/**
 * The open list of a menu, placed at its anchor. The arrow keys move in it. Esc, Tab, choosing, scrolling, and a click
 * or touch elsewhere close it. `back`: whether to return the focus to where it was.
 */
export function MenuList(props: {
  label: string
  id?: string
  anchor: HTMLElement
  /** Where the pointer asked for the menu. It stands there instead of at the anchor. */
  at?: { x: number; y: number } | null
  /** The items stand in a row, and the arrow keys to the sides move in it too. */
  inRow?: boolean
  focus?: 'first' | 'last'
  children: JSX.Element
  onClose: (back: boolean) => void
}) {
  let box!: HTMLDivElement
  const items = () => [...box.querySelectorAll<HTMLElement>('[role^="menuitem"]')]
  const move = (by: number) => {
    const all = items()
    const at = all.indexOf(document.activeElement as HTMLElement)
    all[(at + by + all.length) % all.length]?.focus()
  }
  const keys: Record<string, () => void> = {
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    Home: () => items().at(0)?.focus(),
    End: () => items().at(-1)?.focus(),
    Escape: () => props.onClose(true),
  }
  const sideways: Record<string, () => void> = { ArrowRight: () => move(1), ArrowLeft: () => move(-1) }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Tab') return props.onClose(false)
    const act = keys[event.key] ?? (props.inRow ? sideways[event.key] : undefined)
    if (!act) return
    event.preventDefault()
    event.stopPropagation()
    act()
  }
  const closeOutside = (event: PointerEvent) => {
    const at = event.target as Node
    if (!box.contains(at) && !props.anchor.contains(at)) props.onClose(false)
  }
  const closeMoved = (event: Event) => {
    if ((event.target as Node).contains(props.anchor)) props.onClose(false)
  }

  /** Also called on resize: a phone's keyboard closes when the menu takes the focus. */
  const place = () => (props.at ? standAt(box, props.at) : standBelow(box, props.anchor))

  onMount(() => {
    place()
    items()
      .at(props.focus === 'last' ? -1 : 0)
      ?.focus({ preventScroll: true })
    document.addEventListener('pointerdown', closeOutside)
    document.addEventListener('scroll', closeMoved, { capture: true, passive: true })
    addEventListener('resize', place)
  })
  onCleanup(() => {
    document.removeEventListener('pointerdown', closeOutside)
    document.removeEventListener('scroll', closeMoved, { capture: true })
    removeEventListener('resize', place)
  })

  return (
    <div
      ref={box}
      id={props.id}
      class="menu-list"
      classList={{ 'in-row': props.inRow }}
      role="menu"
      tabindex="-1"
      aria-label={props.label}
      onKeyDown={onKeyDown}
      onClick={() => props.onClose(true)}
      onContextMenu={(event) => event.preventDefault()}
    >
      {props.children}
    </div>
  )
}
