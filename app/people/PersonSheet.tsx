import { useSearchParams } from '@solidjs/router'
import X from 'lucide-solid/icons/x'
import { onCleanup, onMount } from 'solid-js'
import { t as common } from '../words/common.ts'
import { t } from '../words/people.ts'
import { createPerson } from './createPerson.ts'
import { PersonCard } from './PersonCard.tsx'

/** A person, shown beside the current page. Esc closes this sheet before anything else. */
export default function PersonSheet(props: { user: string }) {
  const [, setSearch] = useSearchParams()
  const person = createPerson(props.user)
  const before = document.activeElement
  let sheet!: HTMLElement
  const close = () => setSearch({ person: undefined }, { replace: true })
  const closeByKey = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented || document.querySelector('dialog[open], .menu-list')) return
    event.stopPropagation()
    close()
  }
  onMount(() => {
    sheet.focus()
    document.addEventListener('keydown', closeByKey, { capture: true })
  })
  onCleanup(() => {
    document.removeEventListener('keydown', closeByKey, { capture: true })
    if (before instanceof HTMLElement && before.isConnected) before.focus()
  })
  return (
    <aside ref={sheet} class="person person-sheet scrolls" aria-label={t('sheet')} data-pane tabindex="-1">
      <header class="person-head">
        <button type="button" class="icon-button" aria-label={common('close')} onClick={close}>
          <X size={18} />
        </button>
      </header>
      <PersonCard person={person} />
    </aside>
  )
}
