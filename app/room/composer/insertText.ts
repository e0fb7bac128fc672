/**
 * Types text at the caret, or in place of what stands between two places, as if by hand: undo takes it back, and the
 * field sends its `input` event. Without text, it deletes.
 */
export function insertText(
  field: HTMLTextAreaElement,
  text: string,
  from = field.selectionStart,
  to = field.selectionEnd,
): void {
  field.focus()
  field.setSelectionRange(from, to)
  // Deprecated without a successor: nothing else adds to the history that undo goes back through.
  if (text === '' ? document.execCommand('delete') : document.execCommand('insertText', false, text)) return
  field.setRangeText(text, from, to, 'end')
  field.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertText', data: text }))
}
