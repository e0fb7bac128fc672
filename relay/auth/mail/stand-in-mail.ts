import { randomBytes } from 'node:crypto'

/**
 * Fills better-auth's mail column, which must be set and unique. Our mail addresses need be neither (see mail_claim).
 */
export const standInMail = (): string => `${randomBytes(16).toString('hex')}@mail.invalid`
