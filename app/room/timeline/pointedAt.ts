import { createSignal } from 'solid-js'

/** Which row the mouse, or else the keyboard's focus, is on. Fingers are on none. */
export function createPointedAt() {
  const [hovered, setHovered] = createSignal<string | null>(null)
  const [focused, setFocused] = createSignal<string | null>(null)
  return {
    key: () => hovered() ?? focused(),
    onPointerOver: (event: PointerEvent) => setHovered(event.pointerType === 'mouse' ? keyOf(event.target) : null),
    onPointerLeave: () => setHovered(null),
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
