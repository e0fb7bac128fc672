const bare = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, isComposing: false }

/**
 * A text field that is typed in as browsers report it: the same events in the same order, with the same flags.
 *
 * The orders are those of the W3C's UI Events (section "Composition Events") and Input Events, with what the engines do
 * otherwise: Safari sends the key of a composition after it (WebKit bug 165004), Android's keyboards give every key the
 * code 229 (Chromium bug 118639), and Chrome on a Mac sends the Enter that ends a Korean word twice.
 */
export class TypedField extends EventTarget {
  value = ''
  selectionStart = 0
  selectionEnd = 0
  /** Where the text that an input method composes begins; null while none does. */
  #composedFrom: number | null = null
  #dictatedFrom: number | null = null

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
    return this.#send('keydown', { key, keyCode: key === 'Enter' ? 13 : 0, ...bare, ...more })
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

  /** Korean in Chrome on a Mac: after the Enter that ends the syllable, the same Enter comes again as a plain key. */
  commitHangul(text: string): boolean {
    this.commitInChrome(text)
    return this.press('Enter')
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

  /** A word taken from the suggestions above the keyboard replaces the composed one. */
  correctOnAndroid(word: string): void {
    this.#send('keydown', { key: 'Unidentified', keyCode: 229, isComposing: true })
    this.#compose(word)
    this.#end(word)
    this.#send('keyup', { key: 'Unidentified', keyCode: 229, isComposing: false })
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

  select(from: number, to: number): void {
    this.selectionStart = from
    this.selectionEnd = to
    this.#send('keyup', { key: 'Shift' })
  }

  /** What the page does in place of typing: one change, and where the selection is then. */
  change(change: { from: number; to: number; text: string; select: readonly [number, number] }): void {
    this.#composedFrom = null
    this.selectionEnd = change.to
    this.#put(change.from, change.text)
    this.#send('input', { inputType: change.text === '' ? 'deleteContentBackward' : 'insertText', data: change.text })
    this.selectionStart = change.select[0]
    this.selectionEnd = change.select[1]
  }

  /** Shift and Enter of a plain keyboard. */
  breakLine(): void {
    if (!this.press('Enter', { shiftKey: true })) return
    this.#put(this.selectionStart, '\n')
    this.#send('input', { inputType: 'insertLineBreak', data: null, isComposing: false })
    this.#send('keyup', { key: 'Enter', shiftKey: true })
  }

  /** Enter on Android: it ends the composed word, and its key has no name. */
  enterOnAndroid(): void {
    this.#send('keydown', { key: 'Unidentified', keyCode: 229, isComposing: this.#composedFrom !== null })
    if (this.#composedFrom !== null) this.#end(this.value.slice(this.#composedFrom, this.selectionStart))
    this.#put(this.selectionStart, '\n')
    this.#send('input', { inputType: 'insertLineBreak', data: null, isComposing: false })
    this.#send('keyup', { key: 'Enter', keyCode: 13, isComposing: false })
  }

  paste(text: string): void {
    this.#put(this.selectionStart, text)
    this.#send('input', { inputType: 'insertFromPaste', data: text, isComposing: false })
  }

  /** Dictation writes without keys, and writes the whole again when it understands more. */
  dictate(text: string): void {
    const from = this.#dictatedFrom ?? this.selectionStart
    this.#dictatedFrom = from
    this.#put(from, text)
    this.#send('input', { inputType: 'insertReplacementText', data: text, isComposing: false })
  }

  /** A word chosen from the spelling help takes the place of the one that begins there. */
  correct(from: number, word: string): void {
    const rest = this.value.slice(from).replace(/^\S+/, '')
    this.value = this.value.slice(0, from) + word + rest
    this.selectionStart = from + word.length
    this.selectionEnd = this.selectionStart
    this.#send('input', { inputType: 'insertReplacementText', data: word, isComposing: false })
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
