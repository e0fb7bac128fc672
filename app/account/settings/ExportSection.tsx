import { NeedsNetwork } from './NeedsNetwork.tsx'
import { TakeAll } from './TakeAll.tsx'

export default function ExportSection() {
  return (
    <section class="prefs-part" aria-label="Export">
      <NeedsNetwork />
      <p>All your data in one file: your profile, your rooms, your messages and your pictures.</p>
      <TakeAll />
    </section>
  )
}
