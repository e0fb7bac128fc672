import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/browser'
import type { Answer, Api } from '../../sync/api.ts'
import type { Agent } from './agent.ts'

export interface Passkey {
  id: string
  name: string
  /** Milliseconds since 1970. `used` is null if the passkey was never used. */
  added: number
  used: number | null
}

/**
 * `who`: the relay wants to verify the user first. `cancelled`: the user or their device refused. `missing`: the
 * passkey library could not be loaded.
 */
export type PasskeyTrouble = 'offline' | 'cancelled' | 'missing' | 'who' | 'failed' | 'too-many'

/** The passkeys of the account that is signed in. */
export interface OwnPasskeys {
  list(): Promise<readonly Passkey[] | PasskeyTrouble>
  /**
   * `password` may be empty, because the relay does not always ask for it. `nameOf` is called with what the relay knows
   * of this device.
   */
  add(nameOf: (agent: Agent) => string, password: string): Promise<Passkey | PasskeyTrouble>
  rename(id: string, name: string): Promise<PasskeyTrouble | null>
  remove(id: string): Promise<PasskeyTrouble | null>
}

/** Loaded on demand, because few users need it. */
const fromRelay = () => import('@simplewebauthn/browser')
type Load = typeof fromRelay

export const makePasskeys = (api: Api, load: Load = fromRelay): OwnPasskeys => ({
  async list() {
    const answer = await api.get('/account/passkeys')
    return troubleOf(answer) ?? (bodyOf(answer).passkeys as Passkey[])
  },
  async add(nameOf, password) {
    const asked = await api.post('/account/passkeys/options', { password })
    const trouble = troubleOf(asked)
    if (trouble) return trouble
    const { options, agent } = bodyOf(asked) as { options: PublicKeyCredentialCreationOptionsJSON; agent: Agent }
    const response = await create(load, options)
    if (typeof response === 'string') return response
    const answer = await api.post('/account/passkeys', { response, name: nameOf(agent) })
    return troubleOf(answer) ?? (bodyOf(answer).passkey as Passkey)
  },
  rename: async (id, name) => troubleOf(await api.post('/account/passkeys/rename', { id, name })),
  remove: async (id) => troubleOf(await api.post('/account/passkeys/remove', { id })),
})

/** Signs in with any passkey that the user picks. Returns the relay's answer to the sign-in. */
export const signInByPasskey = async (api: Api, load: Load = fromRelay): Promise<Answer | 'cancelled' | 'missing'> => {
  const asked = await api.post('/sign-in/passkey/options', {})
  if (asked === 'offline' || asked.status !== 200) return asked
  const response = await get(load, asked.body.options as PublicKeyCredentialRequestOptionsJSON)
  return typeof response === 'string' ? response : api.post('/sign-in/passkey', { response })
}

/**
 * Why this page cannot use passkeys, or null if it can. Browsers bind passkeys to a domain name, so a page under an IP
 * address has none.
 */
export const whyNoPasskeys = ({ hostname } = location): 'browser' | 'address' | 'insecure' | null => {
  if (/^[\d.]+$|^\[/.test(hostname)) return 'address'
  if (!globalThis.isSecureContext) return 'insecure'
  return typeof globalThis.PublicKeyCredential === 'function' ? null : 'browser'
}

const create = async (load: Load, optionsJSON: PublicKeyCredentialCreationOptionsJSON) => {
  const library = await loaded(load)
  if (library === null) return 'missing'
  return library.startRegistration({ optionsJSON }).catch(() => 'cancelled' as const) // whatever the error was, no passkey was made
}

const get = async (load: Load, optionsJSON: PublicKeyCredentialRequestOptionsJSON) => {
  const library = await loaded(load)
  if (library === null) return 'missing'
  return library.startAuthentication({ optionsJSON }).catch(() => 'cancelled' as const) // as above
}

/** Null if the library cannot be loaded, because there is no network or the relay does not send it. */
const loaded = (load: Load) => load().catch(() => null)

const troubleOf = (answer: Answer): PasskeyTrouble | null => {
  if (answer === 'offline' || answer.status >= 500) return 'offline'
  if (answer.status === 429) return 'too-many'
  if (answer.status === 403) return 'who'
  return answer.status < 300 ? null : 'failed'
}

const bodyOf = (answer: Answer) => (answer === 'offline' ? {} : answer.body)
