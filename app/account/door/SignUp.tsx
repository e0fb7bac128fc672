import { useNavigate, useSearchParams } from '@solidjs/router'
import { createSignal, onMount, Show } from 'solid-js'
import { createStore } from 'solid-js/store'
import { Field } from '../../ui/Field.tsx'
import { sentences } from '../../ui/sentences.ts'
import type { FieldError, FieldErrorCode, SignUpFields } from '../model/AccountView.ts'
import { useAccount } from '../model/AccountView.ts'
import { PasswordField } from '../PasswordField.tsx'
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
    show(Object.fromEntries(found.map((error) => [error.field, say(error)])))
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
      title="Create account"
      trouble={
        account.registration() === 'closed' ? sentences.field.closed : (errors().form ?? sayTrouble(search.trouble))
      }
      busy={busy()}
      act="Create account"
      onSubmit={submit}
      ways={
        <Show when={account.registration() !== 'closed' && account.relay()?.provider}>
          {(provider) => (
            <a class="button" rel="external" href={wayToProvider(wayOn(search.to), fields.invitation)}>
              <span class="one-line">
                Sign up with <bdi>{provider().name}</bdi>
              </span>
            </a>
          )}
        </Show>
      }
      across={
        <>
          Already have an account? <a href={doorTo('sign-in', wayOn(search.to))}>Sign in</a>
        </>
      }
    >
      <Field
        {...bind('username')}
        label="Username"
        autocomplete="username"
        maxLength={64}
        value={fields.username}
        error={errors().username}
        hint="Others will see this name."
      />
      <Field
        {...bind('email')}
        label="E-mail"
        type="email"
        autocomplete="email"
        value={fields.email}
        error={errors().email}
        hint="Only you can see it."
      />
      <PasswordField
        {...bind('password')}
        label="Password"
        autocomplete="new-password"
        value={fields.password}
        error={errors().password}
        hint="At least 10 characters. Try a few unrelated words."
      />
      <Show when={account.registration() === 'invitation'}>
        <Field
          {...bind('invitation')}
          label="Invite code"
          autocomplete="off"
          value={fields.invitation}
          error={errors().invitation}
          hint="The code from the person who invited you."
        />
      </Show>
    </Door>
  )
}

const unfilled = (fields: SignUpFields): Sentence =>
  Object.fromEntries(
    order
      .filter((field) => field !== 'invitation' && !fields[field].trim())
      .map((field) => [field, 'Please fill this in.']),
  )

function say(error: FieldError): string {
  const sharper: Partial<Record<FieldErrorCode, string>> = sentences.fieldOf[error.field]
  return sharper[error.code] ?? sentences.field[error.code]
}
