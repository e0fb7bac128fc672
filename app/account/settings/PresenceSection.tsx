import { createSignal } from 'solid-js'
import type { RefusalCode } from '../../../shared/wire/results.ts'
import { usePeople } from '../../people/model/PeopleView.ts'
import { StatusForm } from '../../people/StatusForm.tsx'
import { Check } from '../../ui/fields/Check.tsx'
import { t } from '../../words/settings.ts'
import { SavedOrWhy } from './SavedOrWhy.tsx'

export default function PresenceSection() {
  return (
    <>
      <Status />
      <LastSeen />
      <ReadByOthers />
    </>
  )
}

function Status() {
  const [outcome, setOutcome] = createSignal<RefusalCode | 'saved' | null>(null)
  return (
    <section class="prefs-part" aria-label={t('status')}>
      <StatusForm onDone={(refused) => setOutcome(refused ?? 'saved')} />
      <SavedOrWhy outcome={outcome()} />
    </section>
  )
}

function LastSeen() {
  const people = usePeople()
  const [refused, setRefused] = createSignal<RefusalCode | null>(null)
  const change = async (showsSeen: boolean) => setRefused(await people.change({ showsSeen }))
  return (
    <section class="prefs-part" aria-label={t('presence')}>
      <p class="prefs-note">{t('presenceNote')}</p>
      <Check
        label={t('lastSeen')}
        text={t('lastSeenText')}
        checked={people.me()?.showsSeen ?? true}
        onChange={(showsSeen) => void change(showsSeen)}
      />
      <SavedOrWhy outcome={refused()} />
    </section>
  )
}

/** It is a setting in the person's own room, so it is kept here at once, also without a network. */
function ReadByOthers() {
  const people = usePeople()
  return (
    <section class="prefs-part" aria-label={t('readBy')}>
      <Check
        label={t('showRead')}
        text={t('showReadText')}
        checked={people.showsRead()}
        onChange={people.setShowsRead}
      />
    </section>
  )
}
