/** Marks the element that the browser focuses when it opens the dialog. */
export const takeFocus = (element: HTMLElement) => {
  element.autofocus = true
}
