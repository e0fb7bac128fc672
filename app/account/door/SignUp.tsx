import { useNavigate, useSearchParams } from '@solidjs/router'
import { createSignal, onMount, Show } from 'solid-js'
import { createStore } from 'solid-js/store'
import { Field } from '../../ui/fields/Field.tsx'
import { Rich } from '../../ui/text/Rich.tsx'
import { t as common } from '../../words/common.ts'
import { t } from '../../words/door.ts'
import { t as labels } from '../../words/fields.ts'
import type { FieldError, SignUpFields } from '../model/AccountView.ts'
import { useAccount } from '../model/AccountView.ts'
import { PasswordField } from '../PasswordField.tsx'
import { sayField, sayLeftUsername } from '../sayField.ts'
import { doorTo, wayOn, wayToProvider } from '../signInLinks.ts'
import { Door } from './Door.tsx'
import { sayTrouble } from './saySignIn.ts'

type Sentence = Partial<Record<FieldError['field'], string>>
const order = ['username', 'email', 'password', 'invitation'] as const

export function SignUp() {
  const account = useAccount()
  const navigate = useNavigate()
  const [search] = useSearchParams()
  const invited = typeof search.invitation === 'string' ? search.invitation : ''
  const [fields, setFields] = createStore<SignUpFields>({ username: '', email: '', password: '', invitation: invited })
  const [errors, setErrors] = createSignal<Sentence>({})
  const [busy, setBusy] = createSignal(false)
  const inputs: Partial<Record<keyof SignUpFields, HTMLInputElement>> = {}
  onMount(() => inputs.username?.focus())

  const show = (found: Sentence) => {
    setErrors(found)
    const wrong = order.find((field) => found[field])
    if (wrong) inputs[wrong]?.focus()
  }
  const submit = async () => {
    const missing = unfilled(fields)
    if (Object.keys(missing).length > 0) return show(missing)
    setBusy(true)
    const found = await account.signUp({ ...fields, username: fields.username.trim(), email: fields.email.trim() })
    setBusy(false)
    if (found.length === 0) return navigate(wayOn(search.to), { replace: true })
    show(Object.fromEntries(found.map((error) => [error.field, sayField(error.field, error.code)])))
  }
  const bind = (field: keyof SignUpFields) => ({
    name: field,
    required: true,
    ref: (input: HTMLInputElement) => {
      inputs[field] = input
    },
    onInput: (value: string) => {
      setFields(field, value)
      setErrors({ ...errors(), [field]: undefined })
    },
  })

  return (
    <Door
      title={common('createAccount')}
      trouble={account.registration() === 'closed' ? t('closed') : (errors().form ?? sayTrouble(search.trouble))}
      busy={busy()}
      act={common('createAccount')}
      onSubmit={submit}
      ways={
        <Show when={account.registration() !== 'closed' && account.relay()?.provider}>
          {(provider) => (
            <a class="button" rel="external" href={wayToProvider(wayOn(search.to), fields.invitation)}>
              <span class="one-line">
                <Rich text={t('signUpWith')} with={{ provider: <bdi>{provider().name}</bdi> }} />
              </span>
            </a>
          )}
        </Show>
      }
      across={
        <Rich
          text={t('haveAccount')}
          with={{ signIn: <a href={doorTo('sign-in', wayOn(search.to))}>{common('signIn')}</a> }}
        />
      }
    >
      <Field
        {...bind('username')}
        onLeave={() => setErrors({ ...errors(), username: errors().username ?? sayLeftUsername(fields.username) })}
        label={labels('username')}
        autocomplete="username"
        maxLength={64}
        value={fields.username}
        error={errors().username}
        hint={t('usernameHint')}
      />
      <Field
        {...bind('email')}
        label={labels('email')}
        type="email"
        autocomplete="email"
        value={fields.email}
        error={errors().email}
        hint={t('emailHint')}
      />
      <PasswordField
        {...bind('password')}
        label={labels('password')}
        autocomplete="new-password"
        value={fields.password}
        error={errors().password}
        hint={labels('newPasswordHint')}
      />
      <Show when={account.registration() === 'invitation'}>
        <Field
          {...bind('invitation')}
          label={t('inviteCode')}
          autocomplete="off"
          value={fields.invitation}
          error={errors().invitation}
          hint={t('inviteCodeHint')}
        />
      </Show>
    </Door>
  )
}

const unfilled = (fields: SignUpFields): Sentence =>
  Object.fromEntries(
    order.filter((field) => field !== 'invitation' && !fields[field].trim()).map((field) => [field, labels('missing')]),
  )
