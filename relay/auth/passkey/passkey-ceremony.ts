import type { AuthenticationResponseJSON, RegistrationResponseJSON, WebAuthnCredential } from '@simplewebauthn/server'

/** Where a browser keeps a passkey for: the page it is on, and its host, which the passkey is bound to. */
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
/** Whether a challenge was ours, and not answered before. `spend`: the same, and from now on it is answered. */
export interface Asked {
  isOpen(challenge: string): boolean
  spend(challenge: string): boolean
}

/** The library weighs as much as the rest of the relay: it is there for who uses it. */
const library = () => import('@simplewebauthn/server')
const helpers = () => import('@simplewebauthn/server/helpers')

const timeoutMs = 5 * 60_000
// A passkey stands in for a password, so it must be the person, not whoever holds the device.
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
    // Nobody is told which passkeys an account has, so a device must list its own.
    authenticatorSelection: { residentKey: 'required', userVerification },
  })

/** For whichever passkey the person picks of those that their device has for this site. */
export const askToSignIn = async (site: Site, challenge: Challenge) =>
  (await library()).generateAuthenticationOptions({
    challenge,
    rpID: site.host,
    timeout: timeoutMs,
    userVerification,
  })

/** What the browser made; null where anything about the answer is not as it must be. */
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
    return null // the library throws at whatever it does not like, and only at that
  }
}

/** The new count of uses; null where the answer does not prove the passkey. */
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

/** Spends the challenge once the answer to it has proved right. */
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

/** We ask for no attestation, and whoever sends one all the same would have us look up its certificates on the net. */
const isWithoutCertificates = async ({ response }: RegistrationResponseJSON): Promise<boolean> => {
  const { decodeAttestationObject, isoBase64URL } = await helpers()
  const attestation = decodeAttestationObject(isoBase64URL.toBuffer(response.attestationObject))
  const format = attestation.get('fmt')
  return format === 'none' || (format === 'packed' && attestation.get('attStmt').get('x5c') === undefined)
}

const readTransports = (transports: unknown): string[] =>
  Array.isArray(transports) ? transports.filter((name) => /^[a-z-]{2,16}$/.test(String(name))).slice(0, 8) : []
