import { createSignal, Show } from 'solid-js'
import { statusAt } from '../../../shared/room/profile.ts'
import { StatusForm } from '../../people/StatusForm.tsx'
import { Check } from '../../ui/Check.tsx'
import { useViews } from '../../views.ts'
import { Said } from './Said.tsx'

export default function PresenceSection() {
  const { people } = useViews()
  const [said, setSaid] = createSignal('')
  return (
    <>
      <section class="prefs-part" aria-label="Status">
        <Show
          when={statusAt(people.me()?.status, Date.now())}
          keyed
          fallback={<StatusForm onDone={() => setSaid('Saved.')} />}
        >
          <StatusForm onDone={() => setSaid('Saved.')} />
        </Show>
        <Said text={said()} />
      </section>
      <section class="prefs-part" aria-label="Presence">
        <p class="prefs-note">
          Those who share a room with you see whether you are here, and away once you touched nothing for 5 minutes.
        </p>
        <Check
          label="Show when I was here last"
          text="Without it nobody is told, and you still see it of others."
          checked={people.me()?.showsSeen ?? true}
          onChange={(showsSeen) => void people.change({ showsSeen })}
        />
      </section>
    </>
  )
}
