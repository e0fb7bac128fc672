import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/browser'
import type { Answer, Api } from '../sync/api.ts'

export interface Passkey {
  id: string
  name: string
  /** Milliseconds since 1970; `used` null: never yet. */
  added: number
  used: number | null
}

/** `who`: the relay wants to be sure that it is you; `cancelled`: the person, or their device, said no. */
export type PasskeyTrouble = 'offline' | 'cancelled' | 'who' | 'failed' | 'too-many'

/** The passkeys of the account that is signed in. */
export interface PasskeyShelf {
  list(): Promise<readonly Passkey[] | PasskeyTrouble>
  /** `password` empty: it may be that nobody asks for it. Without a `name` it is called after this device. */
  add(name: string, password: string): Promise<Passkey | PasskeyTrouble>
  rename(id: string, name: string): Promise<PasskeyTrouble | null>
  remove(id: string): Promise<PasskeyTrouble | null>
}

/** Of use to few, so nobody else loads it. */
const library = () => import('@simplewebauthn/browser')

export const makePasskeys = (api: Api): PasskeyShelf => ({
  async list() {
    const answer = await api.get('/account/passkeys')
    return troubleOf(answer) ?? (bodyOf(answer).passkeys as Passkey[])
  },
  async add(name, password) {
    const asked = await api.post('/account/passkeys/options', { password })
    const trouble = troubleOf(asked)
    if (trouble) return trouble
    const response = await create(bodyOf(asked).options as PublicKeyCredentialCreationOptionsJSON)
    if (response === null) return 'cancelled'
    const answer = await api.post('/account/passkeys', { response, name })
    return troubleOf(answer) ?? (bodyOf(answer).passkey as Passkey)
  },
  rename: async (id, name) => troubleOf(await api.post('/account/passkeys/rename', { id, name })),
  remove: async (id) => troubleOf(await api.post('/account/passkeys/remove', { id })),
})

/** By whichever passkey the person picks. Answers what the relay answers to a sign-in. */
export const signInByPasskey = async (api: Api): Promise<Answer | 'cancelled'> => {
  const asked = await api.post('/sign-in/passkey/options', {})
  if (asked === 'offline' || asked.status !== 200) return asked
  const response = await get(asked.body.options as PublicKeyCredentialRequestOptionsJSON)
  return response === null ? 'cancelled' : api.post('/sign-in/passkey', { response })
}

/** Why this page cannot have passkeys; null: it can. A browser binds them to a name, so a bare address has none. */
export const whyNoPasskeys = ({ hostname } = location): 'browser' | 'address' | 'insecure' | null => {
  if (/^[\d.]+$|^\[/.test(hostname)) return 'address'
  if (!globalThis.isSecureContext) return 'insecure'
  return typeof globalThis.PublicKeyCredential === 'function' ? null : 'browser'
}

const create = async (optionsJSON: PublicKeyCredentialCreationOptionsJSON) => {
  const { startRegistration } = await library()
  return startRegistration({ optionsJSON }).catch(() => null) // whatever it was, no passkey was made
}

const get = async (optionsJSON: PublicKeyCredentialRequestOptionsJSON) => {
  const { startAuthentication } = await library()
  return startAuthentication({ optionsJSON }).catch(() => null) // as above
}

const troubleOf = (answer: Answer): PasskeyTrouble | null => {
  if (answer === 'offline' || answer.status >= 500) return 'offline'
  if (answer.status === 429) return 'too-many'
  if (answer.status === 403) return 'who'
  return answer.status < 300 ? null : 'failed'
}

const bodyOf = (answer: Answer) => (answer === 'offline' ? {} : answer.body)
