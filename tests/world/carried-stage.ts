import * as Y from 'yjs'
import type { RelayLimits } from '../../relay/pace/relay-limits.ts'
import { segmentName } from '../../shared/wire/documents.ts'
import type { Result } from '../../shared/wire/results.ts'
import type { Signed } from './device.ts'
import { stage } from './gate-stage.ts'
import { type House, type MemoryClient, Resident } from './house.ts'

/**
 * A relay that was restored from a backup, and what the author wrote after the backup, which a third device still
 * holds.
 */
export const restored = async (relayLimits: Partial<RelayLimits> = {}) => {
  const { owner, member, room, document, house } = await stage()
  const putBack = house.backUp()
  const posts = [1, 2, 3].map((nth) => member.device.post(room, `post ${nth}`))
  const author = await member.hear(document)
  await author.write(...posts)
  const kept = await owner.hear(document)
  await kept.sync()
  const again = await putBack(relayLimits)
  const carrier = new Resident(again, owner.id, owner.device)
  const returned = new Resident(again, member.id, member.device)
  const peer = await carrier.hear(document)
  Y.applyUpdate(peer.doc, Y.encodeStateAsUpdate(kept.doc))
  return { house: again, carrier, author: returned, authorsDoc: author, room, document, posts, peer }
}

export const newcomer = async (house: House, room: string): Promise<MemoryClient> => {
  const person = await house.person(`new${Math.random().toString(36).slice(2, 8)}`)
  await person.act({ do: 'join', room })
  return person.hear(segmentName(room, 1))
}

export const refusals = (results: readonly Result[]) =>
  results.flatMap((result) => (result.kind === 'refused' ? [result.code] : []))
export const namesOf = (signed: readonly Signed[]) => signed.map(({ name }) => name).sort()
