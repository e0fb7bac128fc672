import { useLocation } from '@solidjs/router'
import { type JSX, Show } from 'solid-js'

/**
 * Passes on the token after the `#` of the address. This part never leaves the browser, so it appears in no log. If
 * another link is opened in the same tab, the page starts again with the new token.
 */
export function WithLinkToken(props: { children: (token: string) => JSX.Element }) {
  const location = useLocation()
  return (
    <Show when={location.hash || '#'} keyed>
      {(hash) => props.children(hash.slice(1))}
    </Show>
  )
}
