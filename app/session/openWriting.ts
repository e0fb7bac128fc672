import { Delivery } from '../outgoing/delivery.ts'
import { Erasing } from '../outgoing/erasing.ts'
import { roomEndsIn } from '../outgoing/roomEnds.ts'
import { WaitingActs } from '../outgoing/waitingActs.ts'
import { writeWith } from '../outgoing/write.ts'
import { carryForOthers } from '../room/model/carryForOthers.ts'
import { OfferAgain } from '../room/model/offerAgain.ts'
import type { Unsent } from '../store/journal.ts'
import type { Connection } from './openConnection.ts'
import type { Identity } from './openIdentity.ts'
import type { Queues } from './openQueues.ts'
import type { Reading } from './openReading.ts'
import type { DeviceStorage } from './openStorage.ts'
import type { Surroundings } from './session.ts'

export type Writing = ReturnType<typeof openWriting>

/** Opens what signs records and delivers them, also those that a restored relay has lost. */
export const openWriting = (
  { clock }: Surroundings,
  me: string,
  {
    storage: { store, locks, tabs, rescue, failed },
    identity: { signer, device },
    queues: { book },
    connection: { documents, now },
    reading: { segments, live },
  }: { storage: DeviceStorage; identity: Identity; queues: Queues; connection: Connection; reading: Reading },
) => {
  const write = rescue.writes(writeWith({ book, signer, now }))
  const ends = roomEndsIn({ me, documents, segments, book })
  const takenClients = store.table<readonly number[]>('takenClients')
  const delivery = new Delivery({ me, signer, book, documents, tabs, locks, clock, ends, takenClients, write })
  const carrier = carryForOthers({ me, documents, live, clock })
  const waiting = new WaitingActs(book)
  const erasing = new Erasing({ table: store.table('erasing'), tabs, clock, delivery, ends, write, failed })
  const tables = { vanished: store.table<Unsent>('vanished'), restored: store.table<readonly number[]>('restored') }
  const again = new OfferAgain({ device, book, documents, live, delivery, tables, failed })
  return {
    write,
    delivery,
    waiting,
    erasing,
    again,
    ends,
    close: () => {
      again.close()
      erasing.close()
      waiting.close()
      carrier.close()
      delivery.close()
    },
  }
}
