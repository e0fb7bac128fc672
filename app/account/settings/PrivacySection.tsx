import { createSignal } from 'solid-js'
import type { RefusalCode } from '../../../shared/wire/results.ts'
import { usePeople } from '../../people/model/PeopleView.ts'
import { Check } from '../../ui/fields/Check.tsx'
import { t } from '../../words/settings.ts'
import { SavedOrWhy } from './SavedOrWhy.tsx'

/** Who can add the user to rooms and start conversations with them. */
export default function PrivacySection() {
  const people = usePeople()
  const [outcome, setOutcome] = createSignal<RefusalCode | 'saved' | null>(null)
  const change = async (strangersInvite: boolean) => setOutcome((await people.change({ strangersInvite })) ?? 'saved')
  return (
    <section class="prefs-part" aria-label={t('page.privacy')}>
      <Check
        label={t('onlyKnown')}
        text={t('onlyKnownText')}
        checked={people.me()?.strangersInvite ?? false}
        onChange={(strangersInvite) => void change(strangersInvite)}
      />
      <SavedOrWhy outcome={outcome()} />
    </section>
  )
}
