import { createSignal } from 'solid-js'
import type { RefusalCode } from '../../../shared/wire/results.ts'
import { usePeople } from '../../people/model/PeopleView.ts'
import { StatusForm } from '../../people/StatusForm.tsx'
import { Check } from '../../ui/Check.tsx'
import { SavedOrWhy } from './SavedOrWhy.tsx'

export default function PresenceSection() {
  return (
    <>
      <Status />
      <LastSeen />
    </>
  )
}

function Status() {
  const [outcome, setOutcome] = createSignal<RefusalCode | 'saved' | null>(null)
  return (
    <section class="prefs-part" aria-label="Status">
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
    <section class="prefs-part" aria-label="Presence">
      <p class="prefs-note">
        People who share a room with you can see when you’re online. After 5 minutes without activity you’re shown as
        away.
      </p>
      <Check
        label="Show when I was last seen"
        text="If you turn this off, nobody can see it. You can still see it for others."
        checked={people.me()?.showsSeen ?? true}
        onChange={(showsSeen) => void change(showsSeen)}
      />
      <SavedOrWhy outcome={refused()} />
    </section>
  )
}
