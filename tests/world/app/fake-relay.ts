import { applyUpdate, Doc, encodeStateAsUpdate, encodeStateVector } from 'yjs'
import { recordName } from '../../../shared/record/name.ts'
import { readRecord } from '../../../shared/record/record.ts'
import { parseCarried } from '../../../shared/wire/carried.ts'
import { parseDocumentName } from '../../../shared/wire/documents.ts'
import { type Message, parseMessage, writeMessage } from '../../../shared/wire/messages.ts'
import { muxVersion, parseFrame, writeFrame } from '../../../shared/wire/mux.ts'
import { type RefusalCode, type Result, writeResults } from '../../../shared/wire/results.ts'
import { parseUpdate, writeUpdate } from '../../../shared/wire/update.ts'

/** The relay's side of the wire. It keeps documents in memory and decides with replaceable functions. */
export class FakeRelay {
  readonly documents = new Map<string, Doc>()
  readonly taken: string[] = []
  time = 1_000_000
  isDown = false
  /** Returns a code to refuse the record. */
  judge: (name: string, document: string) => RefusalCode | null = () => null
  /** Returns a code to close the channel with. */
  admit: (document: string) => number | null = () => null
  /** Called when somebody has opened the document, and before they are answered. */
  opened: (document: string) => void = () => {}
  /** True for Yjs client ids of other devices, whose blocks are not accepted here. */
  isForeign: (client: number) => boolean = () => false
  /** Called with carried records. They are judged like written ones, and the test decides where to store them. */
  carried: (records: Uint8Array, document: string) => void = () => {}
  /** While true, no results are sent, as if the socket fell first. */
  isMute = false
  /** While true, it says that it has nothing of what it gets, as if all that were on its way to the disk. */
  isBehind = false
  /** While true, each result is sent in a message of its own. */
  answersEachAlone = false
  readonly #sockets = new Set<FakeSocket>()

  readonly WebSocket = (() => {
    const relay = this
    return class extends FakeSocket {
      constructor() {
        super(relay)
      }
    }
  })() as unknown as new (
    url: string,
  ) => WebSocket

  document(name: string): Doc {
    const doc = this.documents.get(name) ?? new Doc()
    this.documents.set(name, doc)
    return doc
  }

  joined(socket: FakeSocket): void {
    this.#sockets.add(socket)
    socket.hear(writeFrame({ control: 'hello', version: muxVersion, time: this.time }))
  }

  hello(): void {
    for (const socket of this.#sockets)
      socket.hear(writeFrame({ control: 'hello', version: muxVersion, time: this.time }))
  }

  kill(): void {
    this.isDown = true
    for (const socket of [...this.#sockets]) socket.fall(1006)
  }

  endSessions(): void {
    for (const socket of [...this.#sockets]) socket.fall(4401)
  }

  left(socket: FakeSocket): void {
    this.#sockets.delete(socket)
  }

  receive(socket: FakeSocket, bytes: Uint8Array): void {
    const frame = parseFrame(bytes)
    if ('message' in frame) this.#answer(socket, frame.channel, parseMessage(frame.message))
    else if (frame.control === 'open') this.#open(socket, frame.channel, frame.document)
    else if (frame.control === 'close') socket.channels.delete(frame.channel)
  }

  /** Sends a message to everybody who has the document open. */
  say(document: string, message: Message, except?: FakeSocket): void {
    for (const socket of this.#sockets)
      for (const [channel, name] of socket.channels)
        if (name === document && socket !== except) socket.hear(writeFrame({ channel, message: writeMessage(message) }))
  }

  #open(socket: FakeSocket, channel: number, document: string): void {
    const code = this.admit(document)
    if (code !== null) {
      socket.hear(writeFrame({ control: 'close', channel, code }))
      return
    }
    socket.channels.set(channel, document)
    this.opened(document)
    if (isWritten(document)) return
    const stateVector = encodeStateVector(this.isBehind ? new Doc() : this.document(document))
    this.#send(socket, channel, { type: 'sync-step-1', stateVector })
  }

  #answer(socket: FakeSocket, channel: number, message: Message): void {
    const document = socket.channels.get(channel)
    if (document === undefined) return
    if (message.type === 'sync-step-1') {
      const asked = isWritten(document) ? undefined : message.stateVector
      const update = encodeStateAsUpdate(this.document(document), asked)
      this.#send(socket, channel, { type: 'sync-step-2', update })
    }
    if (message.type === 'carry') this.#takeCarried(socket, channel, document, message.records)
    if (!isWritten(document) && (message.type === 'sync-step-2' || message.type === 'update'))
      this.#take(socket, channel, document, message.update)
  }

  #take(socket: FakeSocket, channel: number, document: string, update: Uint8Array): void {
    const doc = this.document(document)
    const blocks = parseUpdate(update).blocks.filter(({ client }) => !this.isForeign(client))
    const names = blocks.flatMap(({ structs }) => structs.flatMap((struct) => ('name' in struct ? [struct.name] : [])))
    // Like the real relay, it ignores what clients report as deleted.
    const taken = writeUpdate({ blocks, deleted: [] })
    applyUpdate(doc, taken)
    this.say(document, { type: 'update', update: taken }, socket)
    const results = names.map((name): Result => {
      const code = this.judge(name, document)
      if (code === null) this.taken.push(name)
      return code === null ? { kind: 'acked', name } : { kind: 'refused', name, code }
    })
    for (const result of results) if (result.kind === 'refused') this.erase(document, result.name)
    if (this.isMute) return
    const answers = this.answersEachAlone ? results.map((result) => [result]) : results.length > 0 ? [results] : []
    for (const answer of answers) this.#send(socket, channel, { type: 'results', results: writeResults(answer) })
  }

  #takeCarried(socket: FakeSocket, channel: number, document: string, records: Uint8Array): void {
    this.carried(records, document)
    const results = parseCarried(records).map((bytes): Result => {
      const { device, seq } = readRecord(bytes)
      const name = recordName(device, seq)
      const code = this.judge(name, document)
      return code === null ? { kind: 'acked', name } : { kind: 'refused', name, code }
    })
    this.#send(socket, channel, { type: 'results', results: writeResults(results) })
  }

  erase(document: string, name: string): void {
    const doc = this.document(document)
    doc.once('update', (update: Uint8Array) => this.say(document, { type: 'update', update }))
    doc.getMap('log').delete(name)
  }

  #send(socket: FakeSocket, channel: number, message: Message): void {
    socket.hear(writeFrame({ channel, message: writeMessage(message) }))
  }
}

/** True for documents that only the relay writes. The relay always sends them whole. */
const isWritten = (name: string): boolean => ['roster', 'home'].includes(parseDocumentName(name)?.kind ?? '')

export class FakeSocket {
  readonly channels = new Map<number, string>()
  readyState = 0
  onmessage: ((event: { data: ArrayBuffer }) => void) | null = null
  onclose: ((event: { code: number }) => void) | null = null
  onerror: (() => void) | null = null
  readonly #relay: FakeRelay

  constructor(relay: FakeRelay) {
    this.#relay = relay
    queueMicrotask(() => {
      if (relay.isDown) return this.fall(1006)
      this.readyState = 1
      relay.joined(this)
    })
  }

  send(bytes: Uint8Array): void {
    this.#relay.receive(this, bytes)
  }

  hear(bytes: Uint8Array): void {
    queueMicrotask(() => this.readyState === 1 && this.onmessage?.({ data: bytes.slice().buffer }))
  }

  close(): void {
    this.readyState = 3
    this.#relay.left(this)
  }

  fall(code: number): void {
    this.close()
    this.onclose?.({ code })
  }
}
