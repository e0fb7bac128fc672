import { useNavigate, useSearchParams } from '@solidjs/router'
import { createSignal, onMount, Show } from 'solid-js'
import { Field } from '../ui/Field.tsx'
import { sentences } from '../ui/sentences.ts'
import { useViews } from '../views.ts'
import { Door } from './Door.tsx'
import { doorTo, wayOn } from './door.ts'
import { PasswordField } from './PasswordField.tsx'
import type { SignInError } from './view.ts'

export function SignIn() {
  const { account } = useViews()
  const navigate = useNavigate()
  const [search] = useSearchParams()
  const [login, setLogin] = createSignal(knownName(account.state()))
  const [password, setPassword] = createSignal('')
  const [busy, setBusy] = createSignal(false)
  const [trouble, setTrouble] = createSignal<string>()
  const [missing, setMissing] = createSignal(false)
  let first: HTMLInputElement | undefined
  let second: HTMLInputElement | undefined
  onMount(() => (login() ? second : first)?.focus())

  const submit = async () => {
    setMissing(true)
    if (!login().trim()) return first?.focus()
    if (!password()) return second?.focus()
    setBusy(true)
    const error = await account.signIn({ login: login().trim(), password: password() })
    setBusy(false)
    if (!error) return navigate(wayOn(search.to), { replace: true })
    setTrouble(say(error))
    second?.select()
  }

  return (
    <Door
      title="Sign in"
      trouble={trouble()}
      busy={busy()}
      act="Sign in"
      onSubmit={submit}
      across={
        <Show when={account.registration() !== 'closed'} fallback="This relay takes no new accounts.">
          New here? <a href={doorTo('sign-up', wayOn(search.to))}>Make an account</a>
        </Show>
      }
    >
      <Field
        label="User name or e-mail"
        name="username"
        autocomplete="username"
        ref={(input) => (first = input)}
        value={login()}
        onInput={setLogin}
        error={missing() && !login().trim() ? 'Please fill this in.' : undefined}
      />
      <PasswordField
        label="Password"
        name="password"
        autocomplete="current-password"
        ref={(input) => (second = input)}
        value={password()}
        onInput={setPassword}
        error={missing() && !password() ? 'Please fill this in.' : undefined}
      />
    </Door>
  )
}

function say(error: SignInError): string {
  if (error.code !== 'too-many') return sentences.signIn[error.code]
  const minutes = Math.ceil(error.afterMs / 60_000)
  return `${sentences.signIn['too-many']} Try again in ${minutes <= 1 ? 'a minute' : `${minutes} minutes`}.`
}

/** Someone whose sign-in session expired need not type who they are. */
const knownName = (state: ReturnType<ReturnType<typeof useViews>['account']['state']>) =>
  state.name === 'signed-in' ? state.me.username : ''
