/**
 * F6 and Shift+F6 move between the panes on screen. A pane is any element with `data-pane`. The focus goes to the
 * element in it marked with `data-pane-focus`, or otherwise to the pane itself.
 */
export function walkPanes(event: KeyboardEvent) {
  if (event.key !== 'F6' || event.ctrlKey || event.altKey || event.metaKey) return
  const panes = [...document.querySelectorAll<HTMLElement>('[data-pane]')].filter((pane) => pane.checkVisibility())
  if (panes.length === 0) return
  event.preventDefault()
  const here = panes.findIndex((pane) => pane.contains(document.activeElement))
  const next = (here + (event.shiftKey ? -1 : 1) + panes.length) % panes.length
  const pane = panes[here < 0 ? 0 : next]
  const target = pane?.querySelector<HTMLElement>('[data-pane-focus]') ?? pane
  target?.focus()
}
