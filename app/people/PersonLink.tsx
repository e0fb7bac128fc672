import { type JSX, Show } from 'solid-js'
import { createPersonHref } from './personHref.ts'
import './person-link.css'

/** Leads to a person; where there is none, as for imported words, it leads nowhere. */
export function PersonLink(props: {
  user: string | null
  class: string
  children: JSX.Element
  /** Among many: the keyboard comes to it only on the row that has the focus. */
  focusable?: boolean
  /** Where what is in it is no words. */
  label?: string
}) {
  const href = createPersonHref()
  return (
    <Show when={props.user} fallback={<span class={props.class}>{props.children}</span>}>
      {(user) => (
        <a
          class={`person-link ${props.class}`}
          href={href(user())}
          tabindex={props.focusable ? 0 : -1}
          aria-label={props.label}
        >
          {props.children}
        </a>
      )}
    </Show>
  )
}
