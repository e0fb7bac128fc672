import Eye from 'lucide-solid/icons/eye'
import EyeOff from 'lucide-solid/icons/eye-off'
import { createSignal, Show } from 'solid-js'
import { Field, type FieldProps } from '../ui/fields/Field.tsx'
import { t } from '../words/fields.ts'

/** A password field with a button that shows what was typed. */
export function PasswordField(props: FieldProps) {
  const [shown, setShown] = createSignal(false)
  return (
    <Field
      {...props}
      type={shown() ? 'text' : 'password'}
      end={
        <button
          type="button"
          class="icon-button"
          aria-label={t(shown() ? 'hidePassword' : 'showPassword')}
          onClick={() => setShown(!shown())}
        >
          <Show when={shown()} fallback={<Eye size={18} />}>
            <EyeOff size={18} />
          </Show>
        </button>
      }
    />
  )
}
