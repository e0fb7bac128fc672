import { type Accessor, createSignal } from 'solid-js'
import { type Looks, looksWith } from '../../../shared/names/looks.ts'

/**
 * How names look. Plain letters are known at once; the table of all others is not waited for: who looks like another only by
 * it is told apart a moment later. Where it does not come, `load` asks for it again.
 */
export const makeLooks = (table: () => Promise<{ looks: Looks }>): { looks: Accessor<Looks>; load: () => void } => {
  const [looks, setLooks] = createSignal(looksWith({}))
  let isLoaded = false
  const load = () => {
    if (isLoaded) return
    table().then(
      ({ looks }) => {
        isLoaded = true
        setLooks(looks)
      },
      // No network, or no relay that sends it.
      () => {},
    )
  }
  return { looks, load }
}
