import { createResource, Match, Switch } from 'solid-js'
import { useViews } from '../../views.ts'
import { clockWords } from './clockWords.ts'

/** What the relay has found wrong with itself. */
export function Health() {
  const { settings } = useViews()
  const [health] = createResource(() => settings.health())
  const clock = () => {
    const found = health()
    return typeof found === 'object' ? found.clock : null
  }
  return (
    <section class="prefs-part" aria-label="Server health">
      <h2>Server health</h2>
      <Switch fallback={<p class="prefs-note">Not known right now.</p>}>
        <Match when={clock()}>{(trouble) => <p role="status">{clockWords(trouble())}</p>}</Match>
        <Match when={typeof health() === 'object'}>
          <p class="prefs-note">No problems found.</p>
        </Match>
      </Switch>
    </section>
  )
}
