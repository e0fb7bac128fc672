import { useNavigate, useParams } from '@solidjs/router'
import ArrowLeft from 'lucide-solid/icons/arrow-left'
import { onCleanup, Show } from 'solid-js'
import { Page } from '../ui/page/Page.tsx'
import { t as common } from '../words/common.ts'
import { t } from '../words/people.ts'
import { createPerson } from './createPerson.ts'
import type { PersonView } from './model/PeopleView.ts'
import { PersonCard } from './PersonCard.tsx'
import { whyUnknown } from './whyUnknown.ts'

/** `/u/:user` */
export default function PersonPage() {
  const params = useParams()
  document.title = t('pageTitle')
  onCleanup(() => {
    document.title = 'Yabber'
  })
  return (
    <Show when={params.user} keyed>
      {(user) => <PageOf user={user} />}
    </Show>
  )
}

function PageOf(props: { user: string }) {
  const person = createPerson(props.user)
  return (
    <Show when={whyUnknown(person.phase())} fallback={<Shown person={person} />}>
      {(why) => (
        <Page
          title={t(`unknown.${why()}.title`)}
          acts={
            <a class="button main" href="/">
              {common('back')}
            </a>
          }
        >
          <p>{t(`unknown.${why()}.text`)}</p>
        </Page>
      )}
    </Show>
  )
}

function Shown(props: { person: PersonView }) {
  const navigate = useNavigate()
  const back = () => (history.length > 1 ? navigate(-1) : navigate('/'))
  return (
    <main class="person scrolls" data-pane tabindex="-1">
      <header class="person-head">
        <button type="button" class="icon-button" aria-label={t('back')} onClick={back}>
          <ArrowLeft class="mirrors" size={20} />
        </button>
      </header>
      <PersonCard person={props.person} />
    </main>
  )
}
