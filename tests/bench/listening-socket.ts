import { WebSocket } from 'ws'
import { Reader } from '../../shared/bytes.ts'
import { parseResults } from '../../shared/wire/results.ts'
import { parseUpdate } from '../../shared/wire/update.ts'

const [sync, step2, update, results] = [0, 1, 2, 100]

/** A socket that notes when each record arrives, and does nothing else. */
export class ListeningSocket {
  readonly socket: WebSocket
  /** Record name → when it was first heard, by `performance.now()`. */
  readonly heard = new Map<string, number>()
  readonly acked = new Map<string, number>()
  onHeard = () => {}

  private constructor(socket: WebSocket) {
    this.socket = socket
    socket.on('message', (data) => this.#hear(data as Buffer))
  }

  static async open(url: string, token: string): Promise<ListeningSocket> {
    const listening = new ListeningSocket(
      new WebSocket(url, { headers: { authorization: `Bearer ${token}` }, perMessageDeflate: false }),
    )
    await new Promise((resolve, reject) => {
      listening.socket.once('open', resolve)
      listening.socket.once('error', reject)
    })
    return listening
  }

  /** Sends sync step 1 and waits for the answer. From then on the relay sends new records. */
  async synced(question: Uint8Array): Promise<this> {
    const answered = new Promise<void>((resolve, reject) => {
      this.socket.on('message', (data: Buffer) => {
        if (data[0] === sync && data[1] === step2) resolve()
      })
      this.socket.once('close', (code) => reject(new Error(`closed: ${code}`)))
    })
    this.socket.send(question)
    await answered
    return this
  }

  #hear(data: Buffer): void {
    const now = performance.now()
    if (data[0] === sync && data[1] === update) {
      const { blocks } = parseUpdate(new Reader(data.subarray(2)).varbytes())
      for (const { structs } of blocks)
        for (const struct of structs) if ('name' in struct) this.heard.set(struct.name, now)
    } else if (data[0] === results) {
      for (const result of parseResults(new Reader(data.subarray(1)).varbytes()))
        if (result.kind === 'acked') this.acked.set(result.name, now)
    }
    this.onHeard()
  }
}
