import { Show } from 'solid-js'
import { TryDemo } from '../account/door/TryDemo.tsx'
import { useAccount } from '../account/model/AccountView.ts'
import { Logo } from '../ui/Logo.tsx'
import { Directory } from './directory/Directory.tsx'
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
        <h1>Group chat that belongs to the people who use it</h1>
        <p>Read and write with or without a network. Every device keeps its own full copy of your rooms.</p>
        <div class="welcome-acts">
          <TryDemo main />
          <Show when={mayJoin()}>
            <a class="button" classList={{ main: !isDemo() }} href="/sign-up">
              Create account
            </a>
          </Show>
          <a class="button" classList={{ main: !mayJoin() && !isDemo() }} href="/sign-in">
            Sign in
          </a>
        </div>
        <Directory filter="" />
      </div>
    </main>
  )
}
