import { createSignal } from 'solid-js'
import type { RefusalCode } from '../../../shared/wire/results.ts'
import { usePeople } from '../../people/model/PeopleView.ts'
import { Check } from '../../ui/Check.tsx'
import { SavedOrWhy } from './SavedOrWhy.tsx'

/** Who can add the user to rooms and start conversations with them. */
export default function PrivacySection() {
  const people = usePeople()
  const [outcome, setOutcome] = createSignal<RefusalCode | 'saved' | null>(null)
  const change = async (strangersInvite: boolean) => setOutcome((await people.change({ strangersInvite })) ?? 'saved')
  return (
    <section class="prefs-part" aria-label="Privacy">
      <Check
        label="Only people who share a private room with me can add me"
        text="Others can send you an invite link, but can’t add you to a room or start a conversation. People you’ve blocked never can."
        checked={people.me()?.strangersInvite ?? false}
        onChange={(strangersInvite) => void change(strangersInvite)}
      />
      <SavedOrWhy outcome={outcome()} />
    </section>
  )
}
