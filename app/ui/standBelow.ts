const gapPx = 4
const edgePx = 8

/**
 * Puts a box into the browser's top layer, where nothing clips it, with its right edge under a button. If there is no
 * space below, it goes above.
 */
export function standBelow(box: HTMLElement, button: HTMLElement): void {
  box.popover = 'manual'
  if (!box.matches(':popover-open')) box.showPopover()
  const from = button.getBoundingClientRect()
  const { width, height } = box.getBoundingClientRect()
  const below = from.bottom + gapPx
  const top = below + height + edgePx <= innerHeight ? below : from.top - gapPx - height
  box.style.top = `${Math.max(edgePx, Math.min(top, innerHeight - edgePx - height))}px`
  box.style.left = `${Math.max(edgePx, Math.min(from.right - width, innerWidth - edgePx - width))}px`
}
