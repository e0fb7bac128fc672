import { randomBytes } from 'node:crypto'

/** Mails need not be unique here, nor be there at all (see mail_claim), so better-auth's column gets this one. */
export const standInMail = (): string => `${randomBytes(16).toString('hex')}@mail.invalid`
