import { useNavigate, useSearchParams } from '@solidjs/router'
import { createSignal, onMount, Show } from 'solid-js'
import { Field } from '../../ui/fields/Field.tsx'
import { Rich } from '../../ui/text/Rich.tsx'
import { t as common } from '../../words/common.ts'
import { t } from '../../words/door.ts'
import { t as fields } from '../../words/fields.ts'
import type { AccountState, SignInError } from '../model/AccountView.ts'
import { useAccount } from '../model/AccountView.ts'
import { PasswordField } from '../PasswordField.tsx'
import { doorTo, wayOn } from '../signInLinks.ts'
import { Door } from './Door.tsx'
import { OtherWays } from './OtherWays.tsx'
import { saySignIn, sayTrouble } from './saySignIn.ts'

export function SignIn() {
  const account = useAccount()
  const navigate = useNavigate()
  const [search] = useSearchParams()
  const [login, setLogin] = createSignal(knownName(account.state()))
  const [password, setPassword] = createSignal('')
  const [busy, setBusy] = createSignal(false)
  const [trouble, setTrouble] = createSignal(sayTrouble(search.trouble))
  const [missing, setMissing] = createSignal(false)
  let first: HTMLInputElement | undefined
  let second: HTMLInputElement | undefined
  onMount(() => (login() ? second : first)?.focus())

  const submit = async () => {
    setMissing(true)
    if (!login().trim()) return first?.focus()
    if (!password()) return second?.focus()
    if (!(await comeIn(() => account.signIn({ login: login().trim(), password: password() })))) second?.select()
  }
  const comeIn = async (signIn: () => Promise<SignInError | null>): Promise<boolean> => {
    setBusy(true)
    setTrouble(undefined)
    const error = await signIn()
    setBusy(false)
    if (error) setTrouble(saySignIn(error))
    else navigate(wayOn(search.to), { replace: true })
    return error === null
  }

  return (
    <Door
      title={common('signIn')}
      trouble={trouble()}
      busy={busy()}
      act={common('signIn')}
      onSubmit={submit}
      ways={<OtherWays back={wayOn(search.to)} busy={busy()} onPasskey={() => void comeIn(account.signInByPasskey)} />}
      across={
        <Show when={account.registration() !== 'closed'} fallback={t('closed')}>
          <Rich
            text={t('newHere')}
            with={{ createAccount: <a href={doorTo('sign-up', wayOn(search.to))}>{common('createAccount')}</a> }}
          />
        </Show>
      }
    >
      <Field
        label={fields('login')}
        name="username"
        autocomplete="username"
        ref={(input) => (first = input)}
        value={login()}
        onInput={setLogin}
        error={missing() && !login().trim() ? fields('missing') : undefined}
      />
      <PasswordField
        label={fields('password')}
        name="password"
        autocomplete="current-password"
        ref={(input) => (second = input)}
        value={password()}
        onInput={setPassword}
        error={missing() && !password() ? fields('missing') : undefined}
      />
      <p class="door-note">
        <a href="/forgotten">{t('forgotPassword')}</a>
      </p>
    </Door>
  )
}

/** A user whose sign-in session is over does not have to type their name again. */
const knownName = (state: AccountState) => (state.name === 'signed-in' ? state.me.username : '')
