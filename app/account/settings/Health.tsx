import { createResource, Match, Switch } from 'solid-js'
import { arrived } from '../../ui/reactive/arrived.ts'
import { t } from '../../words/settings.ts'
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
    <section class="prefs-part" aria-label={t('health')}>
      <h2>{t('health')}</h2>
      <Switch fallback={<p class="prefs-note">{t('healthUnknown')}</p>}>
        <Match when={health.loading}>
          <p class="prefs-note">{t('checking')}</p>
        </Match>
        <Match when={found()?.clock}>{(trouble) => <p role="status">{clockWords(trouble())}</p>}</Match>
        <Match when={found()}>
          <p class="prefs-note">{t('healthy')}</p>
        </Match>
      </Switch>
    </section>
  )
}
