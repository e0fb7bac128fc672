import type { Letter } from './mailer.ts'

export interface NamedLink {
  username: string
  link: string
}

/** Sent when somebody asks for a new password. Names all accounts found by this address. */
export const resetLetter = (to: string, links: readonly NamedLink[]): Letter => ({
  to,
  subject: 'Reset your Yabber password',
  text: paragraphs(
    `Someone asked to reset the password for ${to} at Yabber.`,
    ...links.map(({ username, link }) => `To choose a new password for ${username}, open this link:\n${link}`),
    `${links.length === 1 ? 'The link works once and expires' : 'Each link works once and expires'} in an hour.`,
    "If this wasn't you, ignore this e-mail. Your password stays the same.",
  ),
  links: links.map(({ link }) => link),
})

/** Opening the link proves that the address belongs to its reader. */
export const confirmLetter = (to: string, { username, link }: NamedLink): Letter => ({
  to,
  subject: 'Confirm your e-mail for Yabber',
  text: paragraphs(
    `The Yabber account ${username} gave ${to} as its e-mail.`,
    `If this is your account, open this link to confirm:\n${link}`,
    "The link works once and expires in a day. If this isn't your account, ignore this e-mail.",
  ),
  links: [link],
})

/** Sent to the account's previous address. */
export const movedLetter = (to: string, username: string): Letter => ({
  to,
  subject: 'Your e-mail for Yabber was changed',
  text: paragraphs(
    `The e-mail of your Yabber account ${username} was changed. It is no longer ${to}.`,
    "If this wasn't you, contact the administrator of your server.",
  ),
  links: [],
})

const paragraphs = (...texts: string[]): string => `${texts.join('\n\n')}\n`
