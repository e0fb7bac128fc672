/**
 * Whether a key belongs to an input method. In Safari the Enter that ends a composition arrives after its end, and only
 * its keyCode 229 shows this.
 */
export const isComposing = (event: Pick<KeyboardEvent, 'isComposing' | 'keyCode'>): boolean =>
  event.isComposing || event.keyCode === 229
