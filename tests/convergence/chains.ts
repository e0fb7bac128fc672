import { fromBase64url, toBase64url } from '../../shared/base64url.ts'
import { sameBytes } from '../../shared/bytes.ts'
import { prevBytes, readRecord, type SignedRecord } from '../../shared/record/record.ts'
import { chainHash, signedBytes } from '../../shared/record/signed-bytes.ts'
import { isSignedBy } from './keys.ts'
import type { World } from './world.ts'

/**
 * Promise 3, checked as a reader would: the records of a device are linked without gaps except for blanks, and the last
 * record of each run is signed.
 */
export const chainFaults = (world: World): string[] =>
  world.ledger.rooms().flatMap((room) => {
    const chains = new Map<string, SignedRecord[]>()
    for (const { bytes, blank } of world.ledger.kept(room).values()) {
      if (blank) continue
      const record = readRecord(bytes)
      const device = toBase64url(record.device)
      chains.set(device, [...(chains.get(device) ?? []), record])
    }
    return [...chains].flatMap(([device, chain]) => {
      const wrong = faultOf(
        world,
        room,
        device,
        chain.sort((a, b) => a.seq - b.seq),
      )
      return wrong ? [`the chain of ${device} in ${room}: ${wrong}`] : []
    })
  })

const faultOf = (world: World, room: string, device: string, chain: readonly SignedRecord[]): string | null => {
  const roomId = fromBase64url(room)
  const { key, honest } = world.deviceOf(device)
  for (const [at, record] of chain.entries()) {
    const before = chain[at - 1]
    const after = chain[at + 1]
    const isLinked = !before || before.seq + 1 !== record.seq || links(roomId, before, record)
    if (honest && !isLinked) return `${record.seq} does not follow`
    if (honest && record.seq === 1 && !sameBytes(record.prev, new Uint8Array(prevBytes)))
      return 'a first with a predecessor'
    const isLast = !after || !links(roomId, record, after)
    if (isLast && !isSignedBy(key.publicKey, signedBytes(roomId, record.unsigned), record.signature))
      return `${record.seq} is not signed`
  }
  return null
}

const links = (room: Uint8Array, before: SignedRecord, record: SignedRecord): boolean =>
  sameBytes(record.prev, chainHash(room, before.unsigned))
