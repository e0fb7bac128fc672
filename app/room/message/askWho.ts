import { onCleanup } from 'solid-js'

const hoverMs = 350
const holdMs = 500
/** A finger that moves more scrolls the list, or swipes to reply. */
const restPx = 10

/**
 * When to tell who reacted: soon after a mouse or the keyboard's focus comes to rest on a reaction, and when a finger
 * stays on it (`held`).
 */
export const askWho = (tell: (anchor: HTMLElement, held: boolean) => void) => {
  let timer: ReturnType<typeof setTimeout> | undefined
  let start = { x: 0, y: 0 }
  const end = () => clearTimeout(timer)
  onCleanup(end)

  const begin = (event: (PointerEvent | FocusEvent) & { currentTarget: HTMLElement }) => {
    const touch = event instanceof PointerEvent && event.pointerType === 'touch'
    if (event.type === 'pointerdown' ? !touch : touch) return
    const anchor = event.currentTarget
    end()
    if (event instanceof PointerEvent) start = { x: event.clientX, y: event.clientY }
    timer = setTimeout(() => tell(anchor, touch), touch ? holdMs : hoverMs)
  }
  const move = ({ pointerType, clientX, clientY }: PointerEvent) => {
    if (pointerType === 'touch' && Math.hypot(clientX - start.x, clientY - start.y) > restPx) end()
  }
  return { begin, move, end }
}
