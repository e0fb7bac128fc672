import { createSignal, createUniqueId, type JSX, Show } from 'solid-js'
import { MenuList } from './MenuList.tsx'
import './menu.css'

/** A button that opens a short menu. Arrow keys open it too, and the focus returns to the button. */
export function Menu(props: { label: string; button: JSX.Element; class?: string; children: JSX.Element }) {
  const [open, setOpen] = createSignal<'first' | 'last'>()
  const id = createUniqueId()
  let button!: HTMLButtonElement

  const close = (back: boolean) => {
    setOpen(undefined)
    if (back) button.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (open() || (event.key !== 'ArrowDown' && event.key !== 'ArrowUp')) return
    event.preventDefault()
    setOpen(event.key === 'ArrowDown' ? 'first' : 'last')
  }

  return (
    <div class="menu">
      <button
        type="button"
        ref={button}
        class={props.class ?? 'icon-button'}
        aria-label={props.label}
        aria-haspopup="menu"
        aria-expanded={open() !== undefined}
        aria-controls={open() ? id : undefined}
        onClick={() => (open() ? close(true) : setOpen('first'))}
        onKeyDown={onKeyDown}
      >
        {props.button}
      </button>
      <Show when={open()}>
        {(focus) => (
          <MenuList id={id} label={props.label} anchor={button} focus={focus()} onClose={close}>
            {props.children}
          </MenuList>
        )}
      </Show>
    </div>
  )
}

/** Runs its action after the menu has closed, so that a dialog it opens returns the focus to the menu's button. */
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

/** A menu item that is a link to another page. */
export function MenuLink(props: { icon?: JSX.Element; href: string; children: JSX.Element }) {
  return (
    <a role="menuitem" tabindex="-1" class="menu-item" href={props.href}>
      <span class="menu-icon">{props.icon}</span>
      {props.children}
    </a>
  )
}

/** One of a few options; the chosen one has a check mark. Choosing keeps the menu open, so that others can be tried. */
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
