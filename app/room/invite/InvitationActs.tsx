import { Match, Show, Switch } from 'solid-js'
import { useAccount } from '../../account/model/AccountView.ts'
import { doorTo } from '../../account/signInLinks.ts'
import { t } from '../../words/invite.ts'
import { comeBackTo } from './comingBack.ts'

/** The next step to join: sign in, sign up or join. */
export function InvitationActs(props: { here: string; room: string; token: string; onJoin: () => void }) {
  const account = useAccount()
  const remember = () => comeBackTo(props.room)
  const signUp = () => {
    const door = doorTo('sign-up', props.here)
    const isWanted = account.registration() === 'invitation'
    return isWanted ? `${door}&invitation=${encodeURIComponent(`room/${props.room}/${props.token}`)}` : door
  }
  return (
    <Switch>
      <Match when={account.state().name === 'signed-in'}>
        <button type="button" class="button main" onClick={() => props.onJoin()}>
          {t('join')}
        </button>
        <a class="button" href="/">
          {t('notNow')}
        </a>
      </Match>
      <Match when={account.state().name === 'signed-out'}>
        <Show when={account.registration() !== 'closed'}>
          <a class="button main" href={signUp()} onClick={remember}>
            {t('signUpAndJoin')}
          </a>
        </Show>
        <a class="button" href={doorTo('sign-in', props.here)} onClick={remember}>
          {t('signInAndJoin')}
        </a>
      </Match>
    </Switch>
  )
}
