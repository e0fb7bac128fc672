import type { FieldProps } from '../ui/fields/Field.tsx'
import { t } from '../words/fields.ts'
import { PasswordField } from './PasswordField.tsx'

/**
 * Asks for the password again before dangerous acts, so that nobody else can do them on a screen that was left open.
 */
export function OwnPassword(props: Pick<FieldProps, 'value' | 'onInput' | 'error' | 'hint' | 'ref'>) {
  return <PasswordField label={t('yourPassword')} name="password" autocomplete="current-password" {...props} />
}
