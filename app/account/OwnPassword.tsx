import type { FieldProps } from '../ui/Field.tsx'
import { PasswordField } from './PasswordField.tsx'

/** Asked for again before what whoever finds an open screen must not do. */
export function OwnPassword(props: Pick<FieldProps, 'value' | 'onInput' | 'error' | 'hint' | 'ref'>) {
  return <PasswordField label="Your password" name="password" autocomplete="current-password" {...props} />
}
