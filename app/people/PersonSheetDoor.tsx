import { useSearchParams } from '@solidjs/router'
import { lazy, Show, Suspense } from 'solid-js'
import { isId } from '../../shared/wire/documents.ts'
import { createMedia, twoPanes } from '../ui/media.ts'

const PersonSheet = lazy(() => import('./PersonSheet.tsx'))

/** Open while the address asks for it and there is width. */
export function PersonSheetDoor() {
  const wide = createMedia(twoPanes)
  const [search] = useSearchParams()
  const user = () => (wide() && isId(search.person) ? search.person : null)
  return (
    <Suspense>
      <Show when={user()} keyed>
        {(user) => <PersonSheet user={user} />}
      </Show>
    </Suspense>
  )
}
