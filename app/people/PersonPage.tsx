import { useNavigate, useParams } from '@solidjs/router'
import ArrowLeft from 'lucide-solid/icons/arrow-left'
import { onCleanup, Show } from 'solid-js'
import { Person } from './Person.tsx'

/** `/u/:user` */
export default function PersonPage() {
  const params = useParams()
  const navigate = useNavigate()
  document.title = 'Person · Yabber'
  onCleanup(() => {
    document.title = 'Yabber'
  })
  const back = () => (history.length > 1 ? navigate(-1) : navigate('/'))
  return (
    <main class="person scrolls" data-pane tabindex="-1">
      <header class="person-head">
        <button type="button" class="icon-button" aria-label="Back" onClick={back}>
          <ArrowLeft size={20} />
        </button>
      </header>
      <Show when={params.user} keyed>
        {(user) => <Person user={user} />}
      </Show>
    </main>
  )
}
