import { t } from '../../words/settings.ts'
import { NeedsNetwork } from './NeedsNetwork.tsx'
import { TakeAll } from './TakeAll.tsx'

export default function ExportSection() {
  return (
    <section class="prefs-part" aria-label={t('page.export')}>
      <NeedsNetwork />
      <p>{t('exportAbout')}</p>
      <TakeAll />
    </section>
  )
}
