import { type JSX, Show } from 'solid-js'
import { useAccount } from '../account/model/AccountView.ts'
import { createPersonHref } from './personHref.ts'
import './person-link.css'

/**
 * A link to a person. It is plain text if there is no such user, as for imported messages, and for guests, who may not
 * look people up.
 */
export function PersonLink(props: {
  user: string | null
  class: string
  children: JSX.Element
  /** In a long list, only the links in the focused row can be reached with the keyboard. */
  focusable?: boolean
  /** Needed if the content of the link is not text. */
  label?: string
}) {
  const href = createPersonHref()
  const account = useAccount()
  const user = () => (account.state().name === 'signed-in' ? props.user : null)
  return (
    <Show when={user()} fallback={<span class={props.class}>{props.children}</span>}>
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
