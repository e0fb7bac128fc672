const gapPx = 4
const edgePx = 8

/**
 * Puts a box into the browser's top layer, where nothing clips it, below a button and ending where the button ends. If
 * there is no space below, it goes above.
 */
export function standBelow(box: HTMLElement, button: HTMLElement): void {
  const { width, height } = lift(box)
  const from = button.getBoundingClientRect()
  const below = from.bottom + gapPx
  const top = below + height + edgePx <= innerHeight ? below : from.top - gapPx - height
  put(box, isRtl() ? from.left : from.right - width, top)
}

/** Puts a box into the top layer with a corner at a point, as a context menu. */
export function standAt(box: HTMLElement, point: { x: number; y: number }): void {
  const { width, height } = lift(box)
  const top = point.y + height + edgePx <= innerHeight ? point.y : point.y - height
  put(box, isRtl() ? point.x - width : point.x, top)
}

const isRtl = () => document.documentElement.dir === 'rtl'

const lift = (box: HTMLElement): DOMRect => {
  box.popover = 'manual'
  if (!box.matches(':popover-open')) box.showPopover()
  return box.getBoundingClientRect()
}

/** As near to this place as the window allows. */
const put = (box: HTMLElement, left: number, top: number): void => {
  const { width, height } = box.getBoundingClientRect()
  box.style.top = `${Math.max(edgePx, Math.min(top, innerHeight - edgePx - height))}px`
  box.style.left = `${Math.max(edgePx, Math.min(left, innerWidth - edgePx - width))}px`
}
