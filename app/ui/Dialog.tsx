import X from 'lucide-solid/icons/x'
import { createUniqueId, type JSX, onCleanup, onMount } from 'solid-js'
import './dialog.css'

/**
 * The browser's own modal dialog: it traps focus, closes on Esc and stands above everything. Draw it inside a `Show`;
 * focus goes back to where it was when it closes.
 */
export function Dialog(props: { title: string; children: JSX.Element; onClose: () => void }) {
  const label = createUniqueId()
  const before = document.activeElement
  let box: HTMLDialogElement | undefined

  onMount(() => box?.showModal())
  onCleanup(() => {
    box?.close()
    if (before instanceof HTMLElement && before.isConnected) before.focus()
  })

  const closeOnShade = (event: MouseEvent) => {
    if (event.target === box) props.onClose()
  }

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Esc is the browser's own key for closing a dialog
    <dialog ref={box} class="dialog" aria-labelledby={label} onClick={closeOnShade} onCancel={keep(props.onClose)}>
      <div class="dialog-sheet">
        <header class="dialog-head">
          <h2 id={label}>{props.title}</h2>
          <button type="button" class="icon-button" aria-label="Close" onClick={() => props.onClose()}>
            <X size={18} />
          </button>
        </header>
        {props.children}
      </div>
    </dialog>
  )
}

/** The state of the screen closes the dialog, not the browser, so the two never differ. */
const keep = (close: () => void) => (event: Event) => {
  event.preventDefault()
  close()
}
