import { randomInt } from 'node:crypto'
import { type Struct, writeUpdate } from '../../shared/wire/update.ts'
import type { Signed } from './device.ts'
import type { Line } from './line.ts'

/** Builds updates with records under one Yjs client id, one clock after the other, without a Yjs document. */
export class UpdateWriter {
  client = randomInt(2 ** 32)
  clock = 0

  update(...records: Signed[]): Uint8Array {
    return this.structs(...records)
  }

  structs(...structs: Struct[]): Uint8Array {
    const update = writeUpdate({ blocks: [{ client: this.client, clock: this.clock, structs }], deleted: [] })
    for (const struct of structs) this.clock += 'empty' in struct ? struct.empty : 1
    return update
  }

  /** Sends records as one live update. */
  write(line: Line, ...records: Signed[]): void {
    line.send({ type: 'update', update: this.update(...records) })
  }
}
