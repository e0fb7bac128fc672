import { isAPIError } from 'better-auth/api'
import { cleanLine } from '../../../shared/visible.ts'
import type { Registration } from '../../config/config.ts'
import type { Engine } from '../engine.ts'
import { checkFields, cleanUsername, type FieldError, type SignUpFields } from '../fields.ts'
import type { Invitations } from '../links/invitations.ts'
import type { MailClaims } from '../mail/mail-claims.ts'
import { standInMail } from '../mail/stand-in-mail.ts'
import type { People } from './people.ts'

export interface SignUpParts {
  engine: Engine
  registration: Registration
  people: People
  mails: MailClaims
  invitations: Invitations
}
export type SignUpResult = { user: string; headers: Headers } | { errors: FieldError[] }

/** Creates an account and signs it in. The answer never tells whether somebody else uses the mail address. */
export const makeSignUp =
  (parts: SignUpParts) =>
  async (fields: SignUpFields): Promise<SignUpResult> => {
    const errors = await whatIsWrong(parts, fields)
    if (errors.length > 0) return { errors }
    if (!(await isInvited(parts, fields))) return { errors: [{ field: 'invitation', code: 'invitation' }] }
    try {
      const made = await makeAccount(parts, fields)
      if (made !== null) await parts.mails.add(fields.email, made.user)
      else await giveBack(parts, fields)
      return made ?? { errors: [{ field: 'username', code: 'taken' }] }
    } catch (error) {
      // Too many people are waiting, or the disk is full. Give the invitation back, so that the person can try again.
      await giveBack(parts, fields)
      throw error
    }
  }

const whatIsWrong = async ({ registration, people }: SignUpParts, fields: SignUpFields): Promise<FieldError[]> => {
  if (registration === 'closed') return [{ field: 'form', code: 'closed' }]
  const errors = checkFields(fields)
  const nameIsFine = !errors.some(({ field }) => field === 'username')
  const code = nameIsFine ? await people.whyTaken(fields.username) : null
  if (code) errors.unshift({ field: 'username', code })
  if (registration === 'invitation' && fields.invitation === '')
    errors.push({ field: 'invitation', code: 'invitation' })
  return errors
}

const isInvited = async ({ registration, invitations }: SignUpParts, { invitation }: SignUpFields): Promise<boolean> =>
  registration === 'open' || invitations.spend(invitation)

/** Call this only after the invitation was spent. */
const giveBack = async ({ registration, invitations }: SignUpParts, { invitation }: SignUpFields): Promise<void> => {
  if (registration === 'invitation') await invitations.giveBack(invitation)
}

/** Null if somebody took the name in the meantime. */
const makeAccount = async (
  { engine, people }: SignUpParts,
  fields: SignUpFields,
): Promise<{ user: string; headers: Headers } | null> => {
  const username = fields.username.trim()
  try {
    const { response, headers } = await engine.api.signUpEmail({
      body: {
        email: standInMail(),
        name: cleanLine(fields.name) || username,
        password: fields.password,
        username: cleanUsername(username),
        displayUsername: username,
      },
      returnHeaders: true,
    })
    return { user: response.user.id, headers }
  } catch (error) {
    const isAboutName = isAPIError(error) && isAboutTheName(error.body?.code)
    if (isAboutName && (await people.whyTaken(username))) return null
    throw error
  }
}

/** better-auth reports any failed insert with the second code, including a name that was taken after the check. */
const isAboutTheName = (code: string | undefined): boolean =>
  code === 'USERNAME_IS_ALREADY_TAKEN' || code === 'FAILED_TO_CREATE_USER'
