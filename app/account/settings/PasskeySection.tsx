import { Passkeys } from '../Passkeys.tsx'
import { NeedsNetwork } from './NeedsNetwork.tsx'

export default function PasskeySection() {
  return (
    <div class="prefs-part">
      <NeedsNetwork />
      <Passkeys />
    </div>
  )
}
