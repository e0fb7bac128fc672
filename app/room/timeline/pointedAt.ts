import { createSignal, onCleanup } from 'solid-js'

/** How long the list must be still under the mouse before a row counts as pointed at. */
const stillMs = 150

/**
 * Which row the mouse, or else the keyboard's focus, is on. Fingers are on none. While the list scrolls under a mouse that
 * does not move, no row is, so that nothing is drawn for the rows that pass.
 */
export function createPointedAt() {
  const [hovered, setHovered] = createSignal<string | null>(null)
  const [focused, setFocused] = createSignal<string | null>(null)
  let at = { x: Number.NaN, y: Number.NaN }
  let stillTimer: ReturnType<typeof setTimeout> | undefined
  const point = (target: EventTarget | null) => {
    clearTimeout(stillTimer)
    setHovered(keyOf(target))
  }
  const passUnder = (target: EventTarget | null) => {
    point(null)
    stillTimer = setTimeout(point, stillMs, target)
  }
  const onPointerOver = ({ pointerType, screenX: x, screenY: y, target }: PointerEvent) => {
    if (pointerType !== 'mouse') return point(null)
    const isStill = x === at.x && y === at.y
    at = { x, y }
    if (isStill) passUnder(target)
    else point(target)
  }
  onCleanup(() => clearTimeout(stillTimer))
  return {
    key: () => hovered() ?? focused(),
    onPointerOver,
    onPointerLeave: () => point(null),
    onFocusIn: (event: FocusEvent) =>
      setFocused(
        event.target instanceof Element && event.target.matches(':focus-visible') ? keyOf(event.target) : null,
      ),
    onFocusOut: () => setFocused(null),
  }
}

/** The row that an element is in. */
export const rowAt = (target: EventTarget | null): HTMLElement | null =>
  target instanceof Element ? target.closest<HTMLElement>('.message[data-key]') : null

const keyOf = (target: EventTarget | null): string | null => rowAt(target)?.dataset.key ?? null
