import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/browser'
import type { Answer, Api } from '../../sync/api.ts'

export interface Passkey {
  id: string
  name: string
  /** Milliseconds since 1970; `used` null: never yet. */
  added: number
  used: number | null
}

/**
 * `who`: the relay wants to be sure that it is you; `cancelled`: the person, or their device, said no; `missing`: what it
 * takes could not be loaded.
 */
export type PasskeyTrouble = 'offline' | 'cancelled' | 'missing' | 'who' | 'failed' | 'too-many'

/** The passkeys of the account that is signed in. */
export interface PasskeyShelf {
  list(): Promise<readonly Passkey[] | PasskeyTrouble>
  /** `password` empty: it may be that nobody asks for it. Without a `name` it is called after this device. */
  add(name: string, password: string): Promise<Passkey | PasskeyTrouble>
  rename(id: string, name: string): Promise<PasskeyTrouble | null>
  remove(id: string): Promise<PasskeyTrouble | null>
}

/** Of use to few, so nobody else loads it. */
const fromRelay = () => import('@simplewebauthn/browser')
type Load = typeof fromRelay

export const makePasskeys = (api: Api, load: Load = fromRelay): PasskeyShelf => ({
  async list() {
    const answer = await api.get('/account/passkeys')
    return troubleOf(answer) ?? (bodyOf(answer).passkeys as Passkey[])
  },
  async add(name, password) {
    const asked = await api.post('/account/passkeys/options', { password })
    const trouble = troubleOf(asked)
    if (trouble) return trouble
    const response = await create(load, bodyOf(asked).options as PublicKeyCredentialCreationOptionsJSON)
    if (typeof response === 'string') return response
    const answer = await api.post('/account/passkeys', { response, name })
    return troubleOf(answer) ?? (bodyOf(answer).passkey as Passkey)
  },
  rename: async (id, name) => troubleOf(await api.post('/account/passkeys/rename', { id, name })),
  remove: async (id) => troubleOf(await api.post('/account/passkeys/remove', { id })),
})

/** By whichever passkey the person picks. Answers what the relay answers to a sign-in. */
export const signInByPasskey = async (api: Api, load: Load = fromRelay): Promise<Answer | 'cancelled' | 'missing'> => {
  const asked = await api.post('/sign-in/passkey/options', {})
  if (asked === 'offline' || asked.status !== 200) return asked
  const response = await get(load, asked.body.options as PublicKeyCredentialRequestOptionsJSON)
  return typeof response === 'string' ? response : api.post('/sign-in/passkey', { response })
}

/** Why this page cannot have passkeys; null: it can. A browser binds them to a name, so a bare address has none. */
export const whyNoPasskeys = ({ hostname } = location): 'browser' | 'address' | 'insecure' | null => {
  if (/^[\d.]+$|^\[/.test(hostname)) return 'address'
  if (!globalThis.isSecureContext) return 'insecure'
  return typeof globalThis.PublicKeyCredential === 'function' ? null : 'browser'
}

const create = async (load: Load, optionsJSON: PublicKeyCredentialCreationOptionsJSON) => {
  const library = await loaded(load)
  if (library === null) return 'missing'
  return library.startRegistration({ optionsJSON }).catch(() => 'cancelled' as const) // whatever it was, no passkey was made
}

const get = async (load: Load, optionsJSON: PublicKeyCredentialRequestOptionsJSON) => {
  const library = await loaded(load)
  if (library === null) return 'missing'
  return library.startAuthentication({ optionsJSON }).catch(() => 'cancelled' as const) // as above
}

/** Null: there is no network, or the relay does not send it. */
const loaded = (load: Load) => load().catch(() => null)

const troubleOf = (answer: Answer): PasskeyTrouble | null => {
  if (answer === 'offline' || answer.status >= 500) return 'offline'
  if (answer.status === 429) return 'too-many'
  if (answer.status === 403) return 'who'
  return answer.status < 300 ? null : 'failed'
}

const bodyOf = (answer: Answer) => (answer === 'offline' ? {} : answer.body)
