/** Marks the element that the browser focuses when it opens the dialog. */
export const takeFocus = (input: HTMLElement) => {
  input.autofocus = true
}
