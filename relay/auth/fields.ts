import { looksReserved } from '../../shared/names/look-alikes.ts'
import { usernameTrouble } from '../../shared/names/username.ts'
import { longestDisplayName } from '../../shared/room/profile.ts'
import { isVisible } from '../../shared/visible.ts'
import { looksWeak } from './password/weak-passwords.ts'

export interface SignUpFields {
  username: string
  name: string
  email: string
  password: string
  invitation: string
}
export type FieldName = 'username' | 'name' | 'email' | 'password' | 'current' | 'next' | 'invitation' | 'form'
export type FieldCode =
  | 'taken'
  | 'reserved'
  /** It looks like another account's name. */
  | 'look-alike'
  | 'malformed'
  | 'too-short'
  | 'too-long'
  | 'weak'
  /** It is not this account's password. */
  | 'wrong'
  | 'closed'
  | 'invitation'
export interface FieldError {
  field: FieldName
  code: FieldCode
}

export const shortestPassword = 10
export const longestPassword = 200
const longestMail = 254

const mailShape = /^[^\s@]{1,64}@[^\s@.]+(?:\.[^\s@.]+)+$/

export const cleanMail = (mail: string): string => mail.trim().normalize('NFC').toLowerCase()
export const cleanUsername = (username: string): string => username.trim().toLowerCase()

/** Everything that can be checked without the database. At most one error per field. */
export const checkFields = (fields: SignUpFields): FieldError[] => {
  const codes: [FieldName, FieldCode | null][] = [
    ['username', checkUsername(fields.username.trim())],
    ['name', checkName(fields.name)],
    ['email', checkMail(cleanMail(fields.email))],
    ['password', checkPassword(fields)],
  ]
  return codes.flatMap(([field, code]) => (code ? [{ field, code }] : []))
}

/** Empty is allowed: the user name is shown instead. */
const checkName = (name: string): FieldCode | null => {
  if (name.length > longestDisplayName) return 'too-long'
  return name.trim() === '' || isVisible(name) ? null : 'malformed'
}

export const checkUsername = (username: string): FieldCode | null =>
  usernameTrouble(username) ?? (looksReserved(username) ? 'reserved' : null)

export const checkMail = (mail: string): FieldCode | null => {
  if (mail.length > longestMail) return 'too-long'
  return mailShape.test(mail) ? null : 'malformed'
}

export const checkPassword = ({
  password,
  username,
  email,
}: Pick<SignUpFields, 'password' | 'username' | 'email'>): FieldCode | null => {
  if (password.length < shortestPassword) return 'too-short'
  if (password.length > longestPassword) return 'too-long'
  return looksWeak(password, [username, ...email.split('@')]) ? 'weak' : null
}
