import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { roomsADay } from '../../shared/room/acts.ts'
import { isZone } from '../base/zone.ts'
import { type Setting, seedSettings, settings } from './flags.ts'

/**
 * All settings from outside. Only this file reads the environment. A flag wins over its variable, and an empty flag or
 * variable counts as not set.
 */
export interface Config {
  command: 'serve' | 'invite' | 'admin' | 'seed' | 'help'
  /** The user that `admin` is about. Empty for other commands. */
  username: string
  port: number
  host: string
  dataFolder: string
  /** Empty: the addresses that the relay listens on. */
  origins: readonly string[]
  registration: Registration
  /** Rooms that one account can create in a day. */
  roomsADay: number
  trustedProxies: readonly string[]
  /** Null: letters go to the log. */
  smtp: { url: string; from: string } | null
  /** Null: people sign in only with an account of this relay. */
  oidc: { issuer: string; clientId: string; clientSecret: string | null; name: string } | null
  /** Everything is deleted every night. */
  demo: boolean
  seed: SeedOptions
}
export type Registration = 'open' | 'invitation' | 'closed'

/** The options of `seed`. */
export interface SeedOptions {
  /** Path of an IRC log, packed with gzip or not. */
  irc: string | null
  /** Name of the public room into which the log is imported. */
  room: string
  /** The time zone of the log, if the log does not say. */
  zone: string
  /** At most this many new messages are imported. */
  limit: number
  /**
   * User name of the person who imports the log. Null: the demo's people are created, and the first of them imports it.
   */
  owner: string | null
  /** Password of the demo's people. Null: one is generated. */
  password: string | null
}

/** An error whose message is written for the person who starts the relay. */
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
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options: { ...optionsOf, help: { type: 'boolean' } } })
  } catch (error) {
    throw new BadConfig(error instanceof Error ? error.message : String(error))
  }
}

/** Settings without an example are boolean flags. */
type Option<S extends Setting> = { type: S['example'] extends string ? 'string' : 'boolean' }
type Named = Extract<(typeof settings | typeof seedSettings)[number], { flag: string }>
const optionsOf = Object.fromEntries(
  [...settings, ...seedSettings].flatMap(({ flag, example }) =>
    flag === null ? [] : [[flag, { type: example === null ? 'boolean' : 'string' }]],
  ),
) as { [S in Named as S['flag']]: Option<S> }

const readCommand = ([command = 'serve', ...rest]: readonly string[]): Pick<Config, 'command' | 'username'> => {
  const [username = ''] = rest
  if (command === 'admin' && rest.length === 1) return { command, username }
  if ((command === 'serve' || command === 'invite' || command === 'seed') && rest.length === 0)
    return { command, username }
  throw new BadConfig(
    `There is no command "${[command, ...rest].join(' ')}". The commands are serve, invite, admin NAME and seed.`,
  )
}

const readLimit = (text: string | undefined): number => {
  if (text === undefined) return Number.POSITIVE_INFINITY
  if (/^[1-9][0-9]{0,9}$/.test(text)) return Number(text)
  throw new BadConfig(`The limit must be a number of messages, not "${text}".`)
}

const readZone = (zone: string): string => {
  if (isZone(zone)) return zone
  throw new BadConfig(`A time zone looks like Europe/Berlin or +02:00, not "${zone}".`)
}

const readPort = (text: string): number => {
  if (/^[0-9]{1,5}$/.test(text) && Number(text) < 65_536) return Number(text)
  throw new BadConfig(`The port must be a number from 0 to 65535, not "${text}".`)
}

/** Allows an IPv6 address in brackets, as in a URL. */
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
    // The text is not shown, because it may contain a password.
    throw new BadConfig('A mail server looks like smtp://user:password@mail.example.org:587.')
  return { url, from: readSender(from ?? `yabber@${new URL(origins[0] ?? 'http://localhost').hostname}`) }
}

const readSender = (from: string): string => {
  if (/^[^\s@<>]+@[^\s@<>]+$|^[^\r\n<>]+ <[^\s@<>]+@[^\s@<>]+>$/.test(from)) return from
  throw new BadConfig(`A sender looks like "Yabber <yabber@example.org>", not "${from}".`)
}

const readOidc = (values: ReturnType<typeof readFlags>['values'], environment: Environment): Config['oidc'] => {
  const issuer = values['oidc-issuer'] ?? environment.OIDC_ISSUER
  if (issuer === undefined) return null
  const { host } = readIssuer(issuer)
  const clientId = values['oidc-client-id'] ?? environment.OIDC_CLIENT_ID
  if (clientId === undefined)
    throw new BadConfig('An OIDC provider needs --oidc-client-id, the id that the provider gave this relay.')
  const name = values['oidc-name'] ?? environment.OIDC_NAME ?? host
  return { issuer, clientId, clientSecret: environment.OIDC_CLIENT_SECRET ?? null, name: name.trim() }
}

const readIssuer = (text: string): URL => {
  const url = URL.canParse(text) ? new URL(text) : null
  // Plain HTTP is allowed only on this machine.
  const isHere = url?.protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)
  if (url && (url.protocol === 'https:' || isHere)) return url
  throw new BadConfig(`An OIDC issuer looks like https://login.example.org, not "${text}".`)
}
