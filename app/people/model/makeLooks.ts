import { type Accessor, createSignal } from 'solid-js'
import { type Looks, looksWith } from '../../../shared/names/looks.ts'

/**
 * The table of look-alike characters for names. Plain letters are known at once. The rest loads in the background, so
 * two names that only look alike through other characters are told apart a moment later. If loading fails, calling
 * `load` again retries it.
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
      // There is no network, or the relay does not send the table.
      () => {},
    )
  }
  return { looks, load }
}
