import { Passkeys } from '../passkeys/Passkeys.tsx'
import { NeedsNetwork } from './NeedsNetwork.tsx'

export default function PasskeySection() {
  return (
    <div class="prefs-part">
      <NeedsNetwork />
      <Passkeys />
    </div>
  )
}
