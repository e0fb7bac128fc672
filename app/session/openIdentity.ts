import { toBase64url } from '../../shared/base64url.ts'
import type { Me } from '../base/me.ts'
import { tableInMemory } from '../base/table.ts'
import { needIdentity, renewIdentity } from '../store/identity.ts'
import type { Readiness } from '../sync/socket.ts'
import type { MemberTold } from './makeAccount.ts'
import type { DeviceStorage } from './openStorage.ts'
import { registerDevice } from './registerDevice.ts'
import type { Surroundings } from './session.ts'

export type Identity = Awaited<ReturnType<typeof openIdentity>>

/** Opens the key of this device, which signs everything that it sends. */
export const openIdentity = async (
  { api, locks }: Surroundings,
  me: Me,
  { store, failed }: DeviceStorage,
  told: MemberTold,
) => {
  const signer = await needIdentity(store.table('identity')).catch((error) => {
    // The disk has no space for a key, so this tab signs with a key that lasts as long as the tab.
    failed(error)
    return needIdentity(tableInMemory())
  })
  let isRenewed = false
  return {
    signer,
    device: toBase64url(signer.device),
    publicKey: toBase64url(signer.publicKey),
    /** Tells the relay about this device. A device that was removed gets a new key, and the session opens again. */
    register: async (): Promise<Readiness> => {
      const how = await registerDevice(me, signer, api, told)
      if (how !== 'device-ended') return how
      await renewIdentity(store.table('identity'), signer, locks)
      if (!isRenewed) told.renewed()
      isRenewed = true
      return 'wait'
    },
  }
}
