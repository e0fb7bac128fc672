import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { roomsADay } from '../shared/room/acts.ts'
import { isZone } from './seed/zone.ts'

/**
 * All that can be set from outside, and the only file that reads the environment. A flag wins over its variable. An empty
 * setting, flag or variable, is an unset one.
 *
 * | flag | variable | default | |
 * |---|---|---|---|
 * | --port | PORT | 8300 | 0 takes any free port |
 * | --host | HOST | 127.0.0.1 | 0.0.0.0 or :: to be reached from other machines |
 * | --data | DATA | ./data | everything the relay keeps |
 * | --origin | ORIGIN | the addresses it listens on | where browsers find the relay; several with commas |
 * | --registration | REGISTRATION | open | open, invitation or closed |
 * | --rooms-per-day | ROOMS_PER_DAY | 50 | rooms that one account can create in a day |
 * | --trusted-proxy | TRUSTED_PROXY | none | addresses or ranges whose X-Forwarded-For is believed |
 * | --smtp | SMTP_URL | none | mail server, smtp://user:pass@host:port or smtps://; without one links go to the log |
 * | --mail-from | MAIL_FROM | yabber@ the origin's host | who mails are from |
 * | --oidc-issuer | OIDC_ISSUER | none | an OpenID Connect provider to sign in with; it sends people back to ORIGIN/api/sign-in/oidc/callback |
 * | --oidc-client-id | OIDC_CLIENT_ID | none | as what the provider knows this relay |
 * | | OIDC_CLIENT_SECRET | none | no flag: everybody on the machine can read those |
 * | --oidc-name | OIDC_NAME | the issuer's host | what its button says |
 * | --demo | DEMO=1 | off | throwaway accounts and seeded rooms, which vanish daily; the folder is then ./data/demo |
 *
 * and for `seed` alone, flags: --irc, --room, --zone, --limit, --owner, --password.
 */
export interface Config {
  command: 'serve' | 'invite' | 'admin' | 'seed' | 'help'
  /** Of whom `admin` is about; empty for all else. */
  username: string
  port: number
  host: string
  dataFolder: string
  /** Empty: the addresses that it listens on. */
  origins: readonly string[]
  registration: Registration
  /** Rooms that one account can create in a day. */
  roomsADay: number
  trustedProxies: readonly string[]
  /** Null: letters are written to the log. */
  smtp: { url: string; from: string } | null
  /** Null: people sign in here alone. */
  oidc: { issuer: string; clientId: string; clientSecret: string | null; name: string } | null
  /** Everything vanishes daily. */
  demo: boolean
  seed: SeedOptions
}
export type Registration = 'open' | 'invitation' | 'closed'

/** What `seed` is asked to do. */
export interface SeedOptions {
  /** Path of an IRC log, packed or not. */
  irc: string | null
  /** Name of the public room that the log goes to. */
  room: string
  /** The zone of its times, where the log does not say. */
  zone: string
  /** So many new messages of it at most. */
  limit: number
  /** User name of who imports the log; null: the demo's people are made, and the first of them does. */
  owner: string | null
  /** Of the demo's people; null: one is made up. */
  password: string | null
}

/** A sentence for the person who starts the relay. */
export class BadConfig extends Error {
  override name = 'BadConfig'
}

type Environment = { readonly [name: string]: string | undefined }

export const readConfig = (args: readonly string[], surroundings: Environment = process.env): Config => {
  const { values: flags, positionals } = readFlags(args)
  const values = withoutEmpty(flags)
  const environment = withoutEmpty(surroundings)
  const demo = values.demo ?? environment.DEMO === '1'
  const origins = list(values.origin ?? environment.ORIGIN).map(readOrigin)
  return {
    ...(values.help ? { command: 'help', username: '' } : readCommand(positionals)),
    port: readPort(values.port ?? environment.PORT ?? '8300'),
    host: readHost(values.host ?? environment.HOST ?? '127.0.0.1'),
    dataFolder: resolve(values.data ?? environment.DATA ?? (demo ? 'data/demo' : 'data')),
    origins,
    registration: readRegistration(values.registration ?? environment.REGISTRATION ?? 'open'),
    roomsADay: readRoomsADay(values['rooms-per-day'] ?? environment.ROOMS_PER_DAY),
    trustedProxies: list(values['trusted-proxy'] ?? environment.TRUSTED_PROXY),
    smtp: readSmtp(values.smtp ?? environment.SMTP_URL, values['mail-from'] ?? environment.MAIL_FROM, origins),
    oidc: readOidc(values, environment),
    demo,
    seed: {
      irc: values.irc ?? null,
      room: values.room ?? 'ubuntu',
      zone: readZone(values.zone ?? 'UTC'),
      limit: readLimit(values.limit),
      owner: values.owner ?? null,
      password: values.password ?? null,
    },
  }
}

const withoutEmpty = <T extends { readonly [name: string]: unknown }>(settings: T): T =>
  Object.fromEntries(
    Object.entries(settings).filter(([, value]) => typeof value !== 'string' || value.trim() !== ''),
  ) as T

const readFlags = (args: readonly string[]) => {
  const text = { type: 'string' } as const
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        port: text,
        host: text,
        data: text,
        origin: text,
        registration: text,
        'rooms-per-day': text,
        'trusted-proxy': text,
        smtp: text,
        'mail-from': text,
        'oidc-issuer': text,
        'oidc-client-id': text,
        'oidc-name': text,
        demo: { type: 'boolean' },
        irc: text,
        room: text,
        zone: text,
        limit: text,
        owner: text,
        password: text,
        help: { type: 'boolean' },
      },
    })
  } catch (error) {
    throw new BadConfig(error instanceof Error ? error.message : String(error))
  }
}

const readCommand = ([command = 'serve', ...rest]: readonly string[]): Pick<Config, 'command' | 'username'> => {
  const [username = ''] = rest
  if (command === 'admin' && rest.length === 1) return { command, username }
  if ((command === 'serve' || command === 'invite' || command === 'seed') && rest.length === 0)
    return { command, username }
  throw new BadConfig(
    `There is no command "${[command, ...rest].join(' ')}"; there are: serve, invite, admin NAME, seed.`,
  )
}

const readLimit = (text: string | undefined): number => {
  if (text === undefined) return Number.POSITIVE_INFINITY
  if (/^[1-9][0-9]{0,9}$/.test(text)) return Number(text)
  throw new BadConfig(`The limit must be a number of messages, not "${text}".`)
}

const readZone = (zone: string): string => {
  if (isZone(zone)) return zone
  throw new BadConfig(`A zone looks like Europe/Berlin or +02:00, not "${zone}".`)
}

const readPort = (text: string): number => {
  if (/^[0-9]{1,5}$/.test(text) && Number(text) < 65_536) return Number(text)
  throw new BadConfig(`The port must be a number from 0 to 65535, not "${text}".`)
}

/** An IPv6 address may be written as in a URL. */
const readHost = (text: string): string => text.trim().replace(/^\[(.*)\]$/, '$1')

const readRoomsADay = (text: string | undefined): number => {
  if (text === undefined) return roomsADay
  if (/^[1-9][0-9]{0,8}$/.test(text)) return Number(text)
  throw new BadConfig(`--rooms-per-day must be a number of rooms, at least 1, not "${text}".`)
}

const list = (text: string | undefined): string[] =>
  (text ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')

const readOrigin = (text: string): string => {
  const url = URL.canParse(text) ? new URL(text) : null
  if (url && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`) return url.origin
  if (url && /^https?:$/.test(url.protocol) && url.pathname !== '/')
    throw new BadConfig(
      `Yabber needs a host name of its own: a path such as ${url.pathname} is not supported. Pass --origin ${url.origin}.`,
    )
  throw new BadConfig(`An origin looks like https://chat.example.org, not "${text}".`)
}

const readRegistration = (text: string): Registration => {
  if (text === 'open' || text === 'invitation' || text === 'closed') return text
  throw new BadConfig(`Registration is open, invitation or closed, not "${text}".`)
}

const readSmtp = (url: string | undefined, from: string | undefined, origins: readonly string[]): Config['smtp'] => {
  if (url === undefined) return null
  if (!URL.canParse(url) || !/^smtps?:$/.test(new URL(url).protocol) || new URL(url).hostname === '')
    // The text may hold a password.
    throw new BadConfig('A mail server looks like smtp://user:password@mail.example.org:587.')
  return { url, from: readSender(from ?? `yabber@${new URL(origins[0] ?? 'http://localhost').hostname}`) }
}

const readSender = (from: string): string => {
  if (/^[^\s@<>]+@[^\s@<>]+$|^[^\r\n<>]+ <[^\s@<>]+@[^\s@<>]+>$/.test(from)) return from
  throw new BadConfig(`Mails are from somebody like "Yabber <yabber@example.org>", not "${from}".`)
}

const readOidc = (values: ReturnType<typeof readFlags>['values'], environment: Environment): Config['oidc'] => {
  const issuer = values['oidc-issuer'] ?? environment.OIDC_ISSUER
  if (issuer === undefined) return null
  const { host } = readIssuer(issuer)
  const clientId = values['oidc-client-id'] ?? environment.OIDC_CLIENT_ID
  if (clientId === undefined)
    throw new BadConfig('An OIDC provider needs --oidc-client-id: as what it knows this relay.')
  const name = values['oidc-name'] ?? environment.OIDC_NAME ?? host
  return { issuer, clientId, clientSecret: environment.OIDC_CLIENT_SECRET ?? null, name: name.trim() }
}

const readIssuer = (text: string): URL => {
  const url = URL.canParse(text) ? new URL(text) : null
  // In the clear only on this very machine.
  const isHere = url?.protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)
  if (url && (url.protocol === 'https:' || isHere)) return url
  throw new BadConfig(`An OIDC issuer looks like https://login.example.org, not "${text}".`)
}

export const usage = `Yabber's relay.

  npm start                          serve
  npm start -- invite                print an invitation for one new account
  npm start -- admin NAME            make the account of that user name an admin's
  npm start -- seed                  make demo users and rooms; with no relay running
    --irc FILE                       and a room of what an IRC log holds
    --room ubuntu  --limit 1000      its name; messages at most
    --zone Europe/Berlin             of the times in the log; else UTC
    --owner ada                      import for this user, who has an account; without the demo
    --password SECRET                of the demo users; else one is made up and printed
  flags, after "--":
    --port 8300                      (PORT)
    --host 127.0.0.1                 (HOST) 0.0.0.0 or :: to be reached from other machines
    --data ./data                    (DATA) the folder in which everything is kept
    --origin https://chat.example.org (ORIGIN) where browsers find this relay; several with commas, none with a path
    --registration open              (REGISTRATION) open, invitation or closed
    --rooms-per-day 50               (ROOMS_PER_DAY) rooms that one account can create in a day
    --trusted-proxy 127.0.0.1        (TRUSTED_PROXY) whose X-Forwarded-For is believed
    --smtp smtp://user:pass@host:587 (SMTP_URL) mail server; without one, links are written to the log
    --mail-from yabber@example.org   (MAIL_FROM) who mails are from
    --oidc-issuer https://login.example.org  (OIDC_ISSUER) a provider to sign in with as well
    --oidc-client-id yabber          (OIDC_CLIENT_ID) its secret goes in OIDC_CLIENT_SECRET
    --oidc-name "Our login"          (OIDC_NAME) what its button says
    --demo                           (DEMO=1) throwaway accounts and seeded rooms that vanish daily
`
