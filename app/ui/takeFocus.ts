/** Where the browser puts the focus when it opens the dialog. */
export const takeFocus = (input: HTMLElement) => {
  input.autofocus = true
}
