import { createResource, Match, Switch } from 'solid-js'
import { arrived } from '../../ui/arrived.ts'
import { useSettings } from '../model/SettingsView.ts'
import { clockWords } from './clockWords.ts'

/** Problems that the relay has found in itself. */
export function Health() {
  const settings = useSettings()
  const [health] = createResource(() => settings.health())
  const found = () => {
    const known = arrived(health)
    return typeof known === 'object' ? known : null
  }
  return (
    <section class="prefs-part" aria-label="Server health">
      <h2>Server health</h2>
      <Switch fallback={<p class="prefs-note">Not known right now.</p>}>
        <Match when={health.loading}>
          <p class="prefs-note">Checking…</p>
        </Match>
        <Match when={found()?.clock}>{(trouble) => <p role="status">{clockWords(trouble())}</p>}</Match>
        <Match when={found()}>
          <p class="prefs-note">No problems found.</p>
        </Match>
      </Switch>
    </section>
  )
}
