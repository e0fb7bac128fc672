import { fromBase64url, toBase64url } from '../../shared/base64url.ts'
import { deviceProofBytes } from '../../shared/record/signed-bytes.ts'
import type { Me } from '../base/me.ts'
import type { Signer } from '../store/identity.ts'
import { type Api, isBarred, isUnreachable } from '../sync/api.ts'
import type { Readiness } from '../sync/socket.ts'
import { readMe } from './keptAccount.ts'

/**
 * Runs before the socket opens: asks whether the relay knows the user, and registers this device if needed. Only a
 * clear no from the relay ends the session. `device-ended`: this device was removed and its key can never be used
 * again.
 */
export const registerDevice = async (
  me: Me,
  signer: Signer,
  api: Api,
  told: { met(me: Me): void; relay(said: unknown): void },
): Promise<Readiness | 'device-ended'> => {
  const answer = await api.get('/me')
  if (answer === 'offline' || isUnreachable(answer)) return 'unreachable'
  told.relay(answer.body.relay)
  if (answer.status === 401) return 'ended'
  const user = answer.status === 200 ? readMe(answer.body.user) : null
  if (!user) return 'wait'
  if (user.id !== me.id) return 'ended'
  told.met(user)
  if (answer.body.device === toBase64url(signer.device)) return 'go'
  const publicKey = toBase64url(signer.publicKey)
  const proof = toBase64url(await signer.sign(deviceProofBytes(fromBase64url(me.id), signer.publicKey)))
  const bound = await api.post('/devices', { publicKey, proof })
  if (bound === 'offline' || isUnreachable(bound)) return 'unreachable'
  if (bound.status === 410) return 'device-ended'
  return bound.status === 200 ? 'go' : (isBarred(bound) ?? 'wait')
}
