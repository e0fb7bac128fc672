import { useLocation } from '@solidjs/router'
import { type JSX, Show } from 'solid-js'

/**
 * What an address brings behind its `#`: that part never leaves the browser, and so no log has it. Another link that is
 * opened in the same tab begins anew.
 */
export function WithLinkToken(props: { children: (token: string) => JSX.Element }) {
  const location = useLocation()
  return (
    <Show when={location.hash || '#'} keyed>
      {(hash) => props.children(hash.slice(1))}
    </Show>
  )
}
