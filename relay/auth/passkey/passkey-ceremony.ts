import type { AuthenticationResponseJSON, RegistrationResponseJSON, WebAuthnCredential } from '@simplewebauthn/server'

/** The page a passkey is used on, and its host, to which the browser binds the passkey. */
export interface Site {
  origin: string
  host: string
}
export interface Offered {
  id: string
  transports: string[]
}
export type Challenge = Uint8Array<ArrayBuffer>
export type NewCredential = { id: string; key: Uint8Array<ArrayBuffer>; counter: number; transports: string[] }
/** `isOpen`: whether the challenge is ours and not answered yet. `spend`: the same, and marks it as answered. */
export interface Asked {
  isOpen(challenge: string): boolean
  spend(challenge: string): boolean
}

/** Loaded only when needed, because the library is as large as the rest of the relay. */
const library = () => import('@simplewebauthn/server')
const helpers = () => import('@simplewebauthn/server/helpers')

const timeoutMs = 5 * 60_000
// A passkey replaces a password, so the device must verify the person, not only that somebody holds the device.
const userVerification = 'required'

export const askToRegister = async (
  site: Site,
  user: { id: string; username: string; name: string },
  has: Offered[],
  challenge: Challenge,
) =>
  (await library()).generateRegistrationOptions({
    challenge,
    rpName: 'Yabber',
    rpID: site.host,
    userID: new Uint8Array(Buffer.from(user.id, 'base64url')),
    userName: user.username,
    userDisplayName: user.name,
    timeout: timeoutMs,
    attestationType: 'none',
    excludeCredentials: has,
    // We never tell which passkeys an account has, so the device must be able to list its own.
    authenticatorSelection: { residentKey: 'required', userVerification },
  })

/** For any passkey that the person's device has for this site. */
export const askToSignIn = async (site: Site, challenge: Challenge) =>
  (await library()).generateAuthenticationOptions({
    challenge,
    rpID: site.host,
    timeout: timeoutMs,
    userVerification,
  })

/** Reads what the browser made. Null if anything about the answer is wrong. */
export const readRegistration = async (response: unknown, site: Site, asked: Asked): Promise<NewCredential | null> => {
  const { verifyRegistrationResponse } = await library()
  const given = response as RegistrationResponseJSON
  const answered = answerTo(asked)
  try {
    if (!(await isWithoutCertificates(given))) return null
    const { registrationInfo } = await verifyRegistrationResponse({
      response: given,
      expectedChallenge: answered.isOpen,
      expectedOrigin: site.origin,
      expectedRPID: site.host,
      requireUserVerification: true,
    })
    if (!registrationInfo || !answered.spend()) return null
    const { id, publicKey, counter, transports } = registrationInfo.credential
    return { id, key: publicKey, counter, transports: readTransports(transports) }
  } catch {
    return null // the library throws only if it rejects the answer
  }
}

/** The new use count of the passkey. Null if the answer does not prove it. */
export const readSignIn = async (
  response: unknown,
  site: Site,
  credential: WebAuthnCredential,
  asked: Asked,
): Promise<number | null> => {
  const { verifyAuthenticationResponse } = await library()
  const answered = answerTo(asked)
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: response as AuthenticationResponseJSON,
      expectedChallenge: answered.isOpen,
      expectedOrigin: site.origin,
      expectedRPID: site.host,
      credential,
      requireUserVerification: true,
    })
    return verified && answered.spend() ? authenticationInfo.newCounter : null
  } catch {
    return null // as above
  }
}

/** Spends the challenge only after the answer has been verified. */
const answerTo = ({ isOpen, spend }: Asked) => {
  let challenge = ''
  return {
    isOpen: (given: string): boolean => {
      challenge = given
      return isOpen(given)
    },
    spend: (): boolean => spend(challenge),
  }
}

/**
 * We ask for no attestation. If one is sent anyway, the library would look up its certificates on the internet, so it
 * is refused.
 */
const isWithoutCertificates = async ({ response }: RegistrationResponseJSON): Promise<boolean> => {
  const { decodeAttestationObject, isoBase64URL } = await helpers()
  const attestation = decodeAttestationObject(isoBase64URL.toBuffer(response.attestationObject))
  const format = attestation.get('fmt')
  return format === 'none' || (format === 'packed' && attestation.get('attStmt').get('x5c') === undefined)
}

const readTransports = (transports: unknown): string[] =>
  Array.isArray(transports) ? transports.filter((name) => /^[a-z-]{2,16}$/.test(String(name))).slice(0, 8) : []
