/**
 * A text field that is typed in as browsers report it: the same events in the same order, with the same flags. The
 * orders are those that the engines send, as in the specification of UI events and in recordings.
 */
export class TypedField extends EventTarget {
  value = ''
  selectionStart = 0
  selectionEnd = 0
  /** Where the text that an input method composes begins; null while none does. */
  #composedFrom: number | null = null

  /** One key of a plain keyboard. A key that the page takes types nothing. */
  type(text: string): void {
    for (const key of text) {
      if (!this.press(key)) continue
      this.#put(this.selectionStart, key)
      this.#send('input', { inputType: 'insertText', data: key, isComposing: false })
      this.#send('keyup', { key })
    }
  }

  /** Returns whether the browser does what the key does: false if the page took it. */
  press(key: string, more: object = {}): boolean {
    return this.#send('keydown', { key, keyCode: key === 'Enter' ? 13 : 0, isComposing: false, ...more })
  }

  /** Chrome and Firefox on a desktop: keys first, then the composition, and all of them say that they compose. */
  composeInChrome(text: string): void {
    this.#keyOfComposition()
    if (this.#composedFrom === null) this.#begin()
    this.#compose(text)
    this.#send('keyup', { key: 'Process', keyCode: 229, isComposing: true })
  }

  /** Enter takes the candidate: its key comes first, while the text is still composed. */
  commitInChrome(text: string): boolean {
    const isFree = this.#send('keydown', { key: 'Enter', keyCode: 229, isComposing: true })
    this.#compose(text)
    this.#end(text)
    this.#send('keyup', { key: 'Enter', keyCode: 13, isComposing: false })
    return isFree
  }

  /** Safari: the composition comes before its key. */
  composeInSafari(text: string): void {
    if (this.#composedFrom === null) this.#begin()
    this.#compose(text)
    this.#keyOfComposition()
    this.#send('keyup', { key: text.at(-1) ?? '', keyCode: 0, isComposing: true })
  }

  /** Enter ends the composition, and only then comes its key, which says nothing of a composition but for its number. */
  commitInSafari(text: string): boolean {
    this.#send('input', { inputType: 'deleteCompositionText', data: null, isComposing: true })
    this.#put(this.#composedFrom ?? 0, text)
    this.#send('input', { inputType: 'insertFromComposition', data: text, isComposing: true })
    this.#composedFrom = null
    this.#send('compositionend', { data: text })
    const isFree = this.#send('keydown', { key: 'Enter', keyCode: 229, isComposing: false })
    this.#send('keyup', { key: 'Enter', keyCode: 13, isComposing: false })
    return isFree
  }

  /** A keyboard on Android: every word is composed, and no key has a name. */
  typeOnAndroid(word: string): void {
    for (const letter of word) {
      this.#send('keydown', { key: 'Unidentified', keyCode: 229, isComposing: this.#composedFrom !== null })
      if (this.#composedFrom === null) this.#begin()
      this.#compose(this.value.slice(this.#composedFrom ?? 0, this.selectionStart) + letter)
      this.#send('keyup', { key: 'Unidentified', keyCode: 229, isComposing: true })
    }
  }

  /** A sign or a space ends the composed word. */
  signOnAndroid(sign: string): void {
    this.#send('keydown', { key: 'Unidentified', keyCode: 229, isComposing: this.#composedFrom !== null })
    if (this.#composedFrom !== null) this.#end(this.value.slice(this.#composedFrom, this.selectionStart))
    this.#put(this.selectionStart, sign)
    this.#send('input', { inputType: 'insertText', data: sign, isComposing: false })
    this.#send('keyup', { key: 'Unidentified', keyCode: 229, isComposing: false })
  }

  /** What the page does in place of typing: replaces from a place up to the caret. */
  replaceFrom(from: number, text: string): void {
    this.#composedFrom = null
    this.#put(from, text)
    this.#send('input', { inputType: 'insertText', data: text, isComposing: false })
  }

  moveCaret(to: number): void {
    this.press('ArrowLeft')
    this.selectionStart = to
    this.selectionEnd = to
    this.#send('keyup', { key: 'ArrowLeft' })
  }

  undo(before: string): void {
    this.value = before
    this.selectionStart = before.length
    this.selectionEnd = before.length
    this.#send('input', { inputType: 'historyUndo', data: null, isComposing: false })
  }

  #keyOfComposition(): void {
    this.#send('keydown', { key: 'Process', keyCode: 229, isComposing: this.#composedFrom !== null })
  }

  #begin(): void {
    this.#composedFrom = this.selectionStart
    this.#send('compositionstart', { data: '' })
  }

  #compose(text: string): void {
    this.#send('compositionupdate', { data: text })
    this.#put(this.#composedFrom ?? 0, text)
    this.#send('input', { inputType: 'insertCompositionText', data: text, isComposing: true })
  }

  #end(text: string): void {
    this.#composedFrom = null
    this.#send('compositionend', { data: text })
  }

  /** Replaces what stands between the place and the caret. */
  #put(from: number, text: string): void {
    this.value = this.value.slice(0, from) + text + this.value.slice(this.selectionEnd)
    this.selectionStart = from + text.length
    this.selectionEnd = this.selectionStart
  }

  #send(type: string, more: object): boolean {
    return this.dispatchEvent(Object.assign(new Event(type, { cancelable: true }), more))
  }
}
