import X from 'lucide-solid/icons/x'
import { createUniqueId, type JSX, onCleanup, onMount, Show } from 'solid-js'
import { byTouch } from './media.ts'
import './dialog.css'

/**
 * The browser's own modal dialog: it traps focus, closes on Esc and stands above everything. Draw it inside a `Show`;
 * focus goes back to where it was when it closes. `bare`: without a head of its own, for what has its own way to close.
 */
export function Dialog(props: { title: string; children: JSX.Element; bare?: boolean; onClose: () => void }) {
  const label = createUniqueId()
  const before = document.activeElement
  let box: HTMLDialogElement | undefined

  onMount(() => {
    box?.showModal()
    // The browser takes the first that can have the focus, which is the way out.
    if (document.activeElement?.matches('.dialog-head button')) firstInside(box)?.focus()
  })
  onCleanup(() => {
    box?.close()
    if (before instanceof HTMLElement && before.isConnected) before.focus()
  })

  const closeOnShade = (event: MouseEvent) => {
    if (event.target === box) props.onClose()
  }

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Esc is the browser's own key for closing a dialog
    <dialog
      ref={box}
      class="dialog"
      classList={{ bare: props.bare }}
      aria-labelledby={label}
      onClick={closeOnShade}
      onCancel={keep(props.onClose)}
    >
      <div class="dialog-sheet">
        <Show when={!props.bare} fallback={<Title id={label} title={props.title} />}>
          <header class="dialog-head">
            <h2 id={label}>{props.title}</h2>
            <button type="button" class="icon-button" aria-label="Close" onClick={() => props.onClose()}>
              <X size={18} />
            </button>
          </header>
        </Show>
        {props.children}
      </div>
    </dialog>
  )
}

/** With a finger a field is left alone: it would raise the keyboard over what one came to read. */
const firstInside = (box: HTMLDialogElement | undefined): HTMLElement | null => {
  const fields = matchMedia(byTouch).matches ? '' : 'input:not([type=file], [type=hidden]), textarea, select, '
  return (
    box?.querySelector<HTMLElement>(
      `.dialog-sheet > :not(.dialog-head) :is(${fields}button, a[href], [tabindex="0"])`,
    ) ?? null
  )
}

function Title(props: { id: string; title: string }) {
  return (
    <h2 id={props.id} class="unseen">
      {props.title}
    </h2>
  )
}

/**
 * The state of the screen closes the dialog, not the browser, so the two never differ. A file that was not chosen after all
 * says `cancel` too, and means something else.
 */
const keep = (close: () => void) => (event: Event) => {
  if (event.target !== event.currentTarget) return
  event.preventDefault()
  close()
}
