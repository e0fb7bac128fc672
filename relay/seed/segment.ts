import { randomInt } from 'node:crypto'
import { segmentName } from '../../shared/wire/documents.ts'
import { parseMessage, writeMessage } from '../../shared/wire/messages.ts'
import { parseResults, type RefusalCode, type Result } from '../../shared/wire/results.ts'
import { writeUpdate } from '../../shared/wire/update.ts'
import type { Connection, Identity, Socket } from '../connection/socket.ts'
import type { Core } from '../core/core.ts'
import type { NamedRecord } from './device.ts'

/** The relay refused a record from the seeding. */
export class NotTaken extends Error {
  override name = 'NotTaken'
}

/** How much one frame holds at most, far below the relay's limit. */
const frameBytes = 1024 * 1024

/**
 * One segment of a room, opened in this process as if over a socket. Records pass the same frames and the same gate as
 * everybody's.
 */
export class OpenSegment {
  readonly #connection: Connection
  readonly #client = randomInt(2 ** 32)
  #clock = 0
  #waiting = new Map<string, (code: RefusalCode | null) => void>()
  #broken: (why: NotTaken) => void = () => {}
  #opened = () => {}
  /** Resolves with the relay's first message. */
  readonly #isOpen = new Promise<void>((resolve) => {
    this.#opened = resolve
  })

  constructor(core: Core, who: Identity, room: string, segment: number) {
    const socket: Socket = {
      bufferedBytes: 0,
      send: (bytes) => this.#hear(bytes),
      close: (code, reason) => this.#broken(new NotTaken(`The relay closed the connection: ${code} ${reason}`)),
    }
    this.#connection = core.accept(socket, who, segmentName(room, segment))
  }

  /**
   * Resolves when all records are on the relay's disk. Throws `NotTaken` if one is refused. Only one call at a time.
   */
  async put(records: readonly NamedRecord[]): Promise<void> {
    const answers = new Promise<void>((resolve, reject) => {
      this.#broken = reject
      for (const { name } of records)
        this.#waiting.set(name, (code) => {
          this.#waiting.delete(name)
          if (code !== null) reject(new NotTaken(`The relay refused a record: ${code}`))
          else if (this.#waiting.size === 0) resolve()
        })
    })
    await Promise.race([this.#isOpen, answers])
    for (const part of inFrames(records)) this.#send(part)
    await answers
  }

  close(): void {
    this.#connection.closed()
  }

  #send(records: readonly NamedRecord[]): void {
    const update = writeUpdate({
      blocks: [{ client: this.#client, clock: this.#clock, structs: [...records] }],
      deleted: [],
    })
    this.#clock += records.length
    this.#connection.receive(writeMessage({ type: 'sync-step-2', update }))
  }

  #hear(bytes: Uint8Array): void {
    const message = parseMessage(bytes)
    if (message.type === 'sync-step-1') this.#opened()
    if (message.type === 'results') for (const result of parseResults(message.results)) this.#settle(result)
  }

  #settle(result: Result): void {
    if (result.kind === 'acked') this.#waiting.get(result.name)?.(null)
    else if (result.kind === 'refused') this.#waiting.get(result.name)?.(result.code)
  }
}

function* inFrames(records: readonly NamedRecord[]): Generator<NamedRecord[]> {
  let part: NamedRecord[] = []
  let size = 0
  for (const record of records) {
    if (size + record.bytes.length > frameBytes) {
      yield part
      part = []
      size = 0
    }
    part.push(record)
    size += record.bytes.length
  }
  yield part
}
