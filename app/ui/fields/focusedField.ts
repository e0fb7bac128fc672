/**
 * Whether the focus is in a text field. If it is, something that appears must not take the focus, or it would catch the
 * typing.
 */
export const isInField = (): boolean => document.activeElement?.matches('input, textarea, [contenteditable]') ?? false

/** Call it on the way to a room, so that the room's composer can take the focus. */
export const leaveField = (): void => {
  if (document.activeElement instanceof HTMLElement && isInField()) document.activeElement.blur()
}
