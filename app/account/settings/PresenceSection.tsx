import { createSignal } from 'solid-js'
import type { RefusalCode } from '../../../shared/wire/results.ts'
import { StatusForm } from '../../people/StatusForm.tsx'
import { Check } from '../../ui/Check.tsx'
import { sentences } from '../../ui/sentences.ts'
import { useViews } from '../../views.ts'
import { Said } from './Said.tsx'
import { savedWords } from './savedWords.ts'

export default function PresenceSection() {
  return (
    <>
      <Status />
      <LastSeen />
    </>
  )
}

function Status() {
  const { status } = useViews()
  const [said, setSaid] = createSignal({ text: '', wrong: false })
  const done = (refused: RefusalCode | null) =>
    setSaid({ text: refused ? sentences.refusal[refused] : savedWords(status.network()), wrong: refused !== null })
  return (
    <section class="prefs-part" aria-label="Status">
      <StatusForm onDone={done} />
      <Said text={said().text} wrong={said().wrong} />
    </section>
  )
}

function LastSeen() {
  const { people } = useViews()
  const [trouble, setTrouble] = createSignal('')
  const change = async (showsSeen: boolean) => {
    const refused = await people.change({ showsSeen })
    setTrouble(refused ? sentences.refusal[refused] : '')
  }
  return (
    <section class="prefs-part" aria-label="Presence">
      <p class="prefs-note">
        Those who share a room with you see whether you are here, and away once you touched nothing for 5 minutes.
      </p>
      <Check
        label="Show when I was here last"
        text="Without it nobody is told, and you still see it of others."
        checked={people.me()?.showsSeen ?? true}
        onChange={(showsSeen) => void change(showsSeen)}
      />
      <Said text={trouble()} wrong />
    </section>
  )
}
