/**
 * Call it when a long press has opened something. Some browsers send a click when the finger is lifted, which would press
 * what has just appeared under it, or close it. A later click comes after another press.
 */
export const suppressClickOfThisPress = (): void => {
  const end = () => {
    removeEventListener('click', stop, { capture: true })
    for (const press of ['pointerdown', 'keydown']) removeEventListener(press, end, { capture: true })
  }
  const stop = (event: Event) => {
    event.preventDefault()
    event.stopPropagation()
    end()
  }
  addEventListener('click', stop, { capture: true })
  for (const press of ['pointerdown', 'keydown']) addEventListener(press, end, { capture: true })
}
