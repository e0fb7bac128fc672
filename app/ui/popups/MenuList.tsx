import { type JSX, onCleanup, onMount } from 'solid-js'
import { standAt, standBelow } from './standBelow.ts'
import './menu.css'

/**
 * The open list of a menu, placed at its anchor. The arrow keys move in it. Esc, Tab, choosing, the wheel, and a
 * click or touch elsewhere close it. `back`: whether to return the focus to where it was.
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
  const closeTurned = (event: WheelEvent) => {
    if (!box.contains(event.target as Node)) props.onClose(false)
  }
  /** Also called on resize: a phone's keyboard closes when the menu takes the focus. */
  const place = () => (props.at ? standAt(box, props.at) : standBelow(box, props.anchor))
  /**
   * What it stands at can move by itself, when something new comes. The menu goes with it as long as that is in sight.
   * No event tells of it, so look in each frame.
   */
  let stoodAt = Number.NaN
  let frame = 0
  const follow = () => {
    frame = requestAnimationFrame(follow)
    if (!props.anchor.isConnected) return
    const { top } = props.anchor.getBoundingClientRect()
    if (top === stoodAt) return
    stoodAt = top
    if (isInSight(props.anchor)) place()
    else props.onClose(false)
  }

  onMount(() => {
    place()
    stoodAt = props.anchor.getBoundingClientRect().top
    frame = requestAnimationFrame(follow)
    items()
      .at(props.focus === 'last' ? -1 : 0)
      ?.focus({ preventScroll: true })
    document.addEventListener('pointerdown', closeOutside)
    document.addEventListener('wheel', closeTurned, { capture: true, passive: true })
    addEventListener('resize', place)
  })
  onCleanup(() => {
    document.removeEventListener('pointerdown', closeOutside)
    document.removeEventListener('wheel', closeTurned, { capture: true })
    cancelAnimationFrame(frame)
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

const isInSight = (anchor: HTMLElement): boolean => {
  const { top, bottom } = anchor.getBoundingClientRect()
  const around = anchor.closest('.scrolls')?.getBoundingClientRect() ?? { top: 0, bottom: innerHeight }
  return bottom > around.top && top < around.bottom
}
