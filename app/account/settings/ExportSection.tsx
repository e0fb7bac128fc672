import { NeedsNetwork } from './NeedsNetwork.tsx'
import { TakeAll } from './TakeAll.tsx'

export default function ExportSection() {
  return (
    <section class="prefs-part" aria-label="Export">
      <NeedsNetwork />
      <p>
        Everything that the relay has of you, in one file: your profile, the rooms you are in, all that you wrote, and
        your pictures.
      </p>
      <TakeAll />
    </section>
  )
}
