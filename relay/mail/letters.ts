import type { Letter } from './mailer.ts'

export interface NamedLink {
  username: string
  link: string
}

/** Sent when somebody asks for a new password. Names all accounts found by this address. */
export const resetLetter = (to: string, links: readonly NamedLink[]): Letter => ({
  to,
  subject: 'A new password for Yabber',
  text: paragraphs(
    `Somebody asked for a new password at Yabber for ${to}.`,
    ...links.map(({ username, link }) => `To choose one for the account ${username}:\n${link}`),
    `${links.length === 1 ? 'The link works' : 'The links work'} once, within the next hour.`,
    'If it was not you, there is nothing to do: your password stays as it is.',
  ),
  links: links.map(({ link }) => link),
})

/** Opening the link proves that the address belongs to its reader. */
export const confirmLetter = (to: string, { username, link }: NamedLink): Letter => ({
  to,
  subject: 'Is this your e-mail?',
  text: paragraphs(
    `The account ${username} at Yabber gives ${to} as its e-mail.`,
    `If that is you, please confirm it:\n${link}`,
    'The link works once, within the next day. If it is not you, there is nothing to do.',
  ),
  links: [link],
})

/** Sent to the account's previous address. */
export const movedLetter = (to: string, username: string): Letter => ({
  to,
  subject: 'Your account has another e-mail now',
  text: paragraphs(
    `The account ${username} at Yabber goes by another e-mail from now on, and no longer by ${to}.`,
    'If it was not you, please speak to whoever runs this relay.',
  ),
  links: [],
})

const paragraphs = (...texts: string[]): string => `${texts.join('\n\n')}\n`
