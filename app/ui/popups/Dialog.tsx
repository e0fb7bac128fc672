import X from 'lucide-solid/icons/x'
import { createUniqueId, type JSX, onCleanup, onMount, Show } from 'solid-js'
import { t } from '../../words/common.ts'
import { byTouch } from '../page/media.ts'
import './dialog.css'

/**
 * The browser's own modal dialog: it traps focus, closes on Esc and stays above everything. Draw it inside a `Show`.
 * When it closes, focus returns to where it was. `bare`: no header, for content with its own way to close.
 */
export function Dialog(props: { title: string; children: JSX.Element; bare?: boolean; onClose: () => void }) {
  const label = createUniqueId()
  const before = document.activeElement
  let box: HTMLDialogElement | undefined

  onMount(() => {
    box?.showModal()
    // The browser focuses the first focusable element, which is the close button.
    if (document.activeElement?.matches('.dialog-head button')) (firstInside(box) ?? textOf(box))?.focus()
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
            <button type="button" class="icon-button" aria-label={t('close')} onClick={() => props.onClose()}>
              <X size={18} />
            </button>
          </header>
        </Show>
        {props.children}
      </div>
    </dialog>
  )
}

/** On a touch screen a field is not focused, because the keyboard would cover what the dialog shows. */
const firstInside = (box: HTMLDialogElement | undefined): HTMLElement | null => {
  const fields = matchMedia(byTouch).matches ? '' : 'input:not([type=file], [type=hidden]), textarea, select, '
  return (
    box?.querySelector<HTMLElement>(
      `.dialog-sheet > :not(.dialog-head) :is(${fields}button, a[href], [tabindex="0"]):not(:disabled)`,
    ) ?? null
  )
}

/** Where there is nothing to do, what there is to read: a screen reader says it, and keys scroll it. */
const textOf = (box: HTMLDialogElement | undefined): HTMLElement | null => {
  const text = box?.querySelector<HTMLElement>('.dialog-sheet > :not(.dialog-head)') ?? null
  if (text) text.tabIndex = -1
  return text
}

function Title(props: { id: string; title: string }) {
  return (
    <h2 id={props.id} class="unseen">
      {props.title}
    </h2>
  )
}

/**
 * Prevents the browser from closing the dialog itself, so that it always agrees with the state. The check is there
 * because a file picker inside that is cancelled sends `cancel` too.
 */
const keep = (close: () => void) => (event: Event) => {
  if (event.target !== event.currentTarget) return
  event.preventDefault()
  close()
}
