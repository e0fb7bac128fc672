import { useSearchParams } from '@solidjs/router'
import { Show } from 'solid-js'
import { isId } from '../../shared/wire/documents.ts'
import { ArrivingDialog } from '../status/ArrivingDialog.tsx'
import { createMedia, twoPanes } from '../ui/page/media.ts'
import { part } from '../ui/reactive/part.ts'

const PersonSheet = part(() => import('./PersonSheet.tsx'))

/** Shows the person sheet while the address asks for it and the screen is wide enough. */
export function PersonSheetDoor() {
  const wide = createMedia(twoPanes)
  const [search, setSearch] = useSearchParams()
  const user = () => (wide() && isId(search.person) ? search.person : null)
  return (
    <Show when={user()} keyed>
      {(user) => (
        <ArrivingDialog onClose={() => setSearch({ person: undefined }, { replace: true })}>
          <PersonSheet user={user} />
        </ArrivingDialog>
      )}
    </Show>
  )
}
