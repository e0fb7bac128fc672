/** Whether one is in a field already: what appears meanwhile must not catch the words. */
export const isWriting = (): boolean => document.activeElement?.matches('input, textarea, [contenteditable]') ?? false

/** Whoever goes to a room writes there next. */
export const leaveField = (): void => {
  if (document.activeElement instanceof HTMLElement && isWriting()) document.activeElement.blur()
}
