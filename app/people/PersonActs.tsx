import { useNavigate } from '@solidjs/router'
import Ban from 'lucide-solid/icons/ban'
import MessageCircle from 'lucide-solid/icons/message-circle'
import { createSignal, Show } from 'solid-js'
import { useAccount } from '../account/model/AccountView.ts'
import { useLobby } from '../lobby/model/LobbyView.ts'
import { sayRefused } from '../ui/text/sayRefused.ts'
import { t } from '../words/people.ts'
import { t as refusals } from '../words/refusals.ts'
import { KeyWarnings } from './KeyWarnings.tsx'
import type { PersonView } from './model/PeopleView.ts'

/** What the user can do about a person. On their own page, a link to edit their profile. */
export function PersonActs(props: { person: PersonView }) {
  const account = useAccount()
  return (
    <Show when={account.state().name === 'signed-in'}>
      <section class="person-part" aria-label={t('whatYouCanDo')}>
        <Show when={!props.person.isMe} fallback={<OwnActs />}>
          <ActsOnOthers person={props.person} />
        </Show>
        <KeyWarnings user={props.person.user} />
      </section>
    </Show>
  )
}

function OwnActs() {
  return (
    <div class="person-acts">
      <a class="button" href="/settings/profile">
        {t('editProfile')}
      </a>
    </div>
  )
}

function ActsOnOthers(props: { person: PersonView }) {
  const lobby = useLobby()
  const navigate = useNavigate()
  const [refused, setRefused] = createSignal('')
  const isBlocked = () => lobby.blocked().has(props.person.user)

  const write = async () => {
    const entered = await lobby.direct([props.person.user])
    if (entered.name === 'entered') return navigate(`/r/${entered.room}`)
    setRefused(entered.name === 'refused' ? sayRefused(entered.code, 'direct', null) : '')
    return undefined
  }
  const block = async (on: boolean) => {
    const code = await lobby.block(props.person.user, on)
    setRefused(code ? refusals(`why.${code}`) : '')
  }
  return (
    <>
      <div class="person-acts">
        <Show when={!isBlocked()}>
          <button type="button" class="button main" onClick={() => void write()}>
            <MessageCircle size={16} /> {t('message')}
          </button>
        </Show>
        <button type="button" class="button" onClick={() => void block(!isBlocked())}>
          <Ban size={16} /> {isBlocked() ? t('unblock') : t('block')}
        </button>
      </div>
      <p class="person-note" role="status">
        {refused() || (isBlocked() && t('blocked'))}
      </p>
    </>
  )
}
