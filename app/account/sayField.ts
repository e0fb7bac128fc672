import { t } from '../words/fields.ts'
import type { FieldErrorCode } from './model/AccountView.ts'

type Exact = Readonly<Record<string, Partial<Record<string, string>>>>

/** What is wrong with a field. */
export const sayField = (field: string, code: FieldErrorCode | 'wrong'): string => {
  const exact: Exact = t('wrongIn')
  return exact[field === 'next' ? 'password' : field]?.[code] ?? t(`wrong.${code}`)
}
