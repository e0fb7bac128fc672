/** One setting from outside: a flag, a variable, or both. */
export interface Setting {
  /** The name without dashes. Null if there is no flag, because everybody on the machine can read flags. */
  flag: string | null
  variable: string | null
  /** The default, as shown in the README's table. Code is in backticks. */
  initial: string
  /** A sample value for `--help`. Null if the flag takes no value. */
  example: string | null
  /** A short description. Code is in backticks. */
  does: string
}

/** All settings of the relay. `--help` and the README's table list them in this order. */
export const settings = [
  { flag: 'port', variable: 'PORT', initial: '`8300`', example: '8300', does: '`0` takes any free port' },
  {
    flag: 'host',
    variable: 'HOST',
    initial: '`127.0.0.1`',
    example: '127.0.0.1',
    does: '`0.0.0.0` or `::` to be reached from other machines',
  },
  {
    flag: 'data',
    variable: 'DATA',
    initial: '`./data`',
    example: './data',
    does: 'the folder in which everything is kept',
  },
  {
    flag: 'origin',
    variable: 'ORIGIN',
    initial: 'the addresses it listens on',
    example: 'https://chat.example.org',
    does: 'the addresses that people type, separated by commas, none with a path. Requests from pages of any other address are refused',
  },
  {
    flag: 'registration',
    variable: 'REGISTRATION',
    initial: '`open`',
    example: 'open',
    does: '`open`, `invitation` or `closed`',
  },
  {
    flag: 'rooms-per-day',
    variable: 'ROOMS_PER_DAY',
    initial: '`50`',
    example: '50',
    does: 'rooms that one account can create in a day',
  },
  {
    flag: 'trusted-proxy',
    variable: 'TRUSTED_PROXY',
    initial: 'none',
    example: '127.0.0.1',
    does: 'addresses or ranges whose `X-Forwarded-For` is believed',
  },
  {
    flag: 'smtp',
    variable: 'SMTP_URL',
    initial: 'none',
    example: 'smtp://user:pass@host:587',
    does: 'the mail server, `smtp://` or `smtps://`; without one, links are written to the relay’s log',
  },
  {
    flag: 'mail-from',
    variable: 'MAIL_FROM',
    initial: '`yabber@` the origin’s host',
    example: 'yabber@example.org',
    does: 'who mails are from',
  },
  {
    flag: 'oidc-issuer',
    variable: 'OIDC_ISSUER',
    initial: 'none',
    example: 'https://login.example.org',
    does: 'an OpenID Connect provider to sign in with as well; its callback is `ORIGIN/api/sign-in/oidc/callback`',
  },
  {
    flag: 'oidc-client-id',
    variable: 'OIDC_CLIENT_ID',
    initial: 'none',
    example: 'yabber',
    does: 'the name by which the provider knows this relay',
  },
  {
    flag: null,
    variable: 'OIDC_CLIENT_SECRET',
    initial: 'none',
    example: null,
    does: 'no flag: everybody on the machine can read those',
  },
  {
    flag: 'oidc-name',
    variable: 'OIDC_NAME',
    initial: 'the issuer’s host',
    example: '"Our login"',
    does: 'what the button says',
  },
  {
    flag: 'demo',
    variable: 'DEMO',
    initial: 'off',
    example: null,
    does: 'throwaway accounts and seeded rooms that vanish every day; in `./data/demo`. The variable is set to `1`',
  },
] as const satisfies readonly Setting[]

/** The settings of `seed`, which are flags only. */
export const seedSettings = [
  { flag: 'irc', variable: null, initial: 'none', example: 'FILE', does: 'make a room of what this IRC log holds' },
  { flag: 'room', variable: null, initial: '`ubuntu`', example: 'ubuntu', does: 'the name of that room' },
  { flag: 'limit', variable: null, initial: 'none', example: '1000', does: 'import at most this many messages' },
  {
    flag: 'zone',
    variable: null,
    initial: '`UTC`',
    example: 'Europe/Berlin',
    does: 'the time zone of the log, where it does not say',
  },
  {
    flag: 'owner',
    variable: null,
    initial: 'none',
    example: 'ada',
    does: 'import for this user, who has an account; without the demo',
  },
  {
    flag: 'password',
    variable: null,
    initial: 'none',
    example: 'SECRET',
    does: 'of the demo users; else one is made up and printed',
  },
] as const satisfies readonly Setting[]

const plain = (text: string) => text.replaceAll('`', '')

const helpLine = ({ flag, variable, example, does }: Setting): string => {
  const name = flag === null ? '' : `--${flag}${example === null ? '' : ` ${example}`}`
  return `    ${name.padEnd(40)}${variable === null ? '' : `${variable}: `}${plain(does)}`
}

export const usage = `Yabber's relay.

  npm start                          serve
  npm start -- invite                print an invitation for one new account
  npm start -- admin NAME            make the account with that user name an admin's
  npm start -- seed                  make demo users and rooms; with no relay running
${seedSettings.map(helpLine).join('\n')}

  Flags, after "--", each with its variable. A flag wins, and an empty setting is an unset one.
${settings.map(helpLine).join('\n')}
`

/** The README's table of settings, in Markdown. */
export const settingsTable = (): string => {
  const code = (text: string | null) => (text === null ? '' : `\`${text}\``)
  const rows = settings.map(({ flag, variable, initial, does }) => [
    code(flag === null ? null : `--${flag}`),
    code(variable),
    initial,
    does,
  ])
  const all = [['flag', 'variable', 'default', 'what it does'], ...rows]
  const widths = [0, 1, 2, 3].map((column) => Math.max(...all.map((row) => row[column]?.length ?? 0)))
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`
  const [head = [], ...rest] = all
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rest.map(line)].join('\n')
}
