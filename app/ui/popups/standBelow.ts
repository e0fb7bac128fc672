const gapPx = 4
const edgePx = 8

/**
 * Puts a box into the browser's top layer, where nothing clips it, below a button and ending where the button ends. If
 * there is no space below, it goes above.
 */
export function standBelow(box: HTMLElement, button: HTMLElement): void {
  box.popover = 'manual'
  if (!box.matches(':popover-open')) box.showPopover()
  const from = button.getBoundingClientRect()
  const { width, height } = box.getBoundingClientRect()
  const below = from.bottom + gapPx
  const top = below + height + edgePx <= innerHeight ? below : from.top - gapPx - height
  box.style.top = `${Math.max(edgePx, Math.min(top, innerHeight - edgePx - height))}px`
  const left = document.documentElement.dir === 'rtl' ? from.left : from.right - width
  box.style.left = `${Math.max(edgePx, Math.min(left, innerWidth - edgePx - width))}px`
}
