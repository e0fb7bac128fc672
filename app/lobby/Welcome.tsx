import { Show } from 'solid-js'
import { TryDemo } from '../account/door/TryDemo.tsx'
import { useAccount } from '../account/model/AccountView.ts'
import { Logo } from '../ui/page/Logo.tsx'
import { t as common } from '../words/common.ts'
import { t } from '../words/lobby.ts'
import { PublicRooms } from './directory/PublicRooms.tsx'
import './welcome.css'

/**
 * The first page for someone who is not signed in: what this is, sign-in and sign-up, and the rooms that guests can
 * read.
 */
export function Welcome() {
  const account = useAccount()
  const isDemo = () => account.relay()?.demoBegan != null
  const mayJoin = () => account.registration() !== 'closed'
  return (
    <main class="welcome scrolls" data-pane tabindex="-1">
      <div class="welcome-column">
        <Logo size={48} />
        <h1>{t('welcomeTitle')}</h1>
        <p>{t('welcomeText')}</p>
        <div class="welcome-acts">
          <TryDemo main />
          <Show when={mayJoin()}>
            <a class="button" classList={{ main: !isDemo() }} href="/sign-up">
              {common('createAccount')}
            </a>
          </Show>
          <a class="button" classList={{ main: !mayJoin() && !isDemo() }} href="/sign-in">
            {common('signIn')}
          </a>
        </div>
        <PublicRooms filter="" />
      </div>
    </main>
  )
}
