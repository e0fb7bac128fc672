import { createSignal, createUniqueId, type JSX, onCleanup, Show } from 'solid-js'
import './menu.css'

/** A button that opens a short list of acts. Arrows move, Esc and Tab close, focus returns to the button. */
export function Menu(props: { label: string; button: JSX.Element; class?: string; children: JSX.Element }) {
  const [open, setOpen] = createSignal(false)
  const id = createUniqueId()
  let button: HTMLButtonElement | undefined
  let box: HTMLDivElement | undefined

  const items = () => [...(box?.querySelectorAll<HTMLElement>('[role^="menuitem"]') ?? [])]
  const show = (focus: 'first' | 'last') => {
    setOpen(true)
    items()
      .at(focus === 'first' ? 0 : -1)
      ?.focus()
  }
  const close = (back: boolean) => {
    setOpen(false)
    if (back) button?.focus()
  }
  const move = (by: number) => {
    const all = items()
    const at = all.indexOf(document.activeElement as HTMLElement)
    all[(at + by + all.length) % all.length]?.focus()
  }
  const keys: Record<string, () => void> = {
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    Home: () => items().at(0)?.focus(),
    End: () => items().at(-1)?.focus(),
    Escape: () => close(true),
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Tab') return close(false)
    const act = keys[event.key]
    if (!act) return
    event.preventDefault()
    event.stopPropagation()
    act()
  }
  const onButtonKey = (event: KeyboardEvent) => {
    if (open() || (event.key !== 'ArrowDown' && event.key !== 'ArrowUp')) return
    event.preventDefault()
    show(event.key === 'ArrowDown' ? 'first' : 'last')
  }
  const closeOutside = (event: PointerEvent) => {
    const at = event.target as Node
    if (open() && !box?.contains(at) && !button?.contains(at)) close(false)
  }
  document.addEventListener('pointerdown', closeOutside)
  onCleanup(() => document.removeEventListener('pointerdown', closeOutside))

  return (
    <div class="menu">
      <button
        type="button"
        ref={button}
        class={props.class ?? 'icon-button'}
        aria-label={props.label}
        aria-haspopup="menu"
        aria-expanded={open()}
        aria-controls={open() ? id : undefined}
        onClick={() => (open() ? close(true) : show('first'))}
        onKeyDown={onButtonKey}
      >
        {props.button}
      </button>
      <Show when={open()}>
        <div
          ref={box}
          id={id}
          class="menu-list"
          role="menu"
          tabindex="-1"
          aria-label={props.label}
          onKeyDown={onKeyDown}
          onClick={() => close(true)}
        >
          {props.children}
        </div>
      </Show>
    </div>
  )
}

/** Acts once the menu is closed, so that a dialog it opens gives the focus back to the menu's button. */
export function MenuItem(props: { icon?: JSX.Element; danger?: boolean; children: JSX.Element; onChoose: () => void }) {
  return (
    <button
      type="button"
      role="menuitem"
      tabindex="-1"
      class="menu-item"
      classList={{ danger: props.danger }}
      onClick={() => queueMicrotask(() => props.onChoose())}
    >
      <span class="menu-icon">{props.icon}</span>
      {props.children}
    </button>
  )
}

/** One of a few: the chosen one bears a mark. Choosing keeps the menu open, to try the others. */
export function MenuChoice(props: {
  chosen: boolean
  icon?: JSX.Element
  children: JSX.Element
  onChoose: () => void
}) {
  const choose = (event: MouseEvent) => {
    event.stopPropagation()
    props.onChoose()
  }
  return (
    <button
      type="button"
      role="menuitemradio"
      aria-checked={props.chosen}
      tabindex="-1"
      class="menu-choice"
      on:click={choose}
    >
      {props.icon}
      {props.children}
    </button>
  )
}
