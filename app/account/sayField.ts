import { usernameTrouble } from '../../shared/names/username.ts'
import { t } from '../words/fields.ts'
import type { FieldErrorCode } from './model/AccountView.ts'

type Exact = Readonly<Record<string, Partial<Record<string, string>>>>

/** What is wrong with a field. */
export const sayField = (field: string, code: FieldErrorCode | 'wrong'): string => {
  const exact: Exact = t('wrongIn')
  return exact[field === 'next' ? 'password' : field]?.[code] ?? t(`wrong.${code}`)
}

/** For a user name that was typed and left. Nothing is said of an empty field, which may still be filled in. */
export const sayLeftUsername = (username: string): string | undefined => {
  const trouble = username.trim() === '' ? null : usernameTrouble(username.trim())
  return trouble ? sayField('username', trouble) : undefined
}
