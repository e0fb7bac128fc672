import { useLocation } from '@solidjs/router'
import { Show } from 'solid-js'
import { Page } from '../ui/Page.tsx'

export function NotFound() {
  const location = useLocation()
  return (
    <Page
      title="Page not found"
      acts={
        <a class="button main" href="/">
          Back to your rooms
        </a>
      }
    >
      <Show when={isSubPath(location.pathname)} fallback={<p>Check the link and try again.</p>}>
        <p>
          Yabber doesn’t work under a path. If you run this server, give it a host name of its own, such as{' '}
          <code>chat.example.org</code>.
        </p>
      </Show>
    </Page>
  )
}

/** Whether this is one of our own paths below another path, as when a proxy forwards `/chat/` to the relay. */
const isSubPath = (path: string): boolean => /^\/[^/]+\/($|([riu]|sign-(in|up)|settings|archive)(\/|$))/.test(path)
