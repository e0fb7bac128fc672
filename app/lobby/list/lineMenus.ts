import { onCleanup } from 'solid-js'

export interface OpenedMenu {
  room: string
  anchor: HTMLElement
}

const longPressMs = 500
const shakyPx = 10

/**
 * Opens a line's menu on its button, a right click, a long press, or the menu key. One set of listeners serves the
 * whole list.
 */
export function lineMenus(list: HTMLElement, open: (menu: OpenedMenu) => void) {
  let press: { x: number; y: number; timer: ReturnType<typeof setTimeout> } | undefined
  let swallowClick = false

  const openAt = (target: EventTarget | null): boolean => {
    const line = (target as Element).closest<HTMLElement>('[data-room]')
    const anchor = line?.querySelector<HTMLElement>('.room-more')
    if (!line?.dataset.room || !anchor) return false
    open({ room: line.dataset.room, anchor })
    return true
  }
  const onMenu = (event: Event) => {
    if (openAt(event.target)) event.preventDefault()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) onMenu(event)
  }
  const onClick = (event: MouseEvent) => {
    if (swallowClick) {
      event.preventDefault()
      event.stopPropagation()
    } else if ((event.target as Element).closest('.room-more')) openAt(event.target)
    swallowClick = false
  }
  const letGo = () => {
    clearTimeout(press?.timer)
    press = undefined
  }
  const onDown = (event: PointerEvent) => {
    swallowClick = false
    if (event.pointerType === 'mouse') return
    const { target, clientX: x, clientY: y } = event
    // iOS sends no `contextmenu` event, so a timer detects the long press.
    const timer = setTimeout(() => {
      swallowClick = openAt(target)
    }, longPressMs)
    press = { x, y, timer }
  }
  const onMove = ({ clientX, clientY }: PointerEvent) => {
    if (press && Math.hypot(clientX - press.x, clientY - press.y) > shakyPx) letGo()
  }
  const heard: [string, (event: never) => void][] = [
    ['contextmenu', onMenu],
    ['keydown', onKeyDown],
    ['click', onClick],
    ['pointerdown', onDown],
    ['pointermove', onMove],
    ['pointerup', letGo],
    ['pointercancel', letGo],
  ]
  // In the capture phase, so that the click that ends a long press does not reach the router.
  for (const [name, listener] of heard)
    list.addEventListener(name, listener as EventListener, { capture: name === 'click' })
  onCleanup(letGo)
}
