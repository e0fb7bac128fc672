import type { KeyObject } from 'node:crypto'
import type { WebsocketProvider } from 'y-websocket'
import type { Doc } from 'yjs'

export class Device {
  readonly publicKey: Uint8Array
  constructor(pair: { publicKey: KeyObject; privateKey: KeyObject })
  proof(user: string): Uint8Array
  record(
    room: string,
    kind: string,
    body: object,
    options?: { ref?: string; time?: number },
  ): { name: string; bytes: Uint8Array }
}

export function open(
  relay: string,
  document: string,
  doc: Doc,
  options: { token?: string; onResult?: (kind: number, name: string, number?: number) => void },
): WebsocketProvider
