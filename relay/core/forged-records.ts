import { closeCodes } from '../../shared/wire/results.ts'
import type { Log } from '../base/surroundings.ts'
import type { Connections } from '../connection/connections.ts'
import type { OnForged } from '../gate/later-checks.ts'
import type { Rooms } from '../room/rooms.ts'

interface ForgedRecordsParts {
  log: Log
  rooms: Pick<Rooms, 'use'>
  connections: Pick<Connections, 'closeWhere'>
}

/** Closes the sockets of a device that forged a record, and takes the record out of its room. */
export const removeForged =
  ({ log, rooms, connections }: ForgedRecordsParts): OnForged =>
  async (id, { device, listener }, { name, record }) => {
    log({ what: 'misbehaviour', room: id, device, name, how: 'bad-signature' })
    listener.condemn(closeCodes.malformed, 'signature')
    connections.closeWhere((who) => who.device === device, closeCodes.malformed, 'signature')
    try {
      await rooms.use(id, async (room) => room?.blank(device, record.seq))
    } catch (error) {
      log({ what: 'fault', where: 'removing a forged record', error })
    }
  }
