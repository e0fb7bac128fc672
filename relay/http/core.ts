import type { Act } from '../../shared/room/acts.ts'
import type { RefusalCode } from '../../shared/wire/results.ts'

/** What the door calls of the house behind it; `room/core.ts` is the house. */
export interface Core {
  accept(socket: Socket, who: Identity, document: string | null): Connection
  endSession(session: string): void
  endUser(user: string): void
  act(user: string, id: string, act: Act): Promise<ActResult>
  putUser(user: { id: string; username: string; name: string; admin: boolean }): Promise<void>
  putDevice(user: string, publicKey: string): Promise<'ok' | 'taken'>
  directory(): Promise<PublicRoom[]>
  roomByName(name: string): Promise<RoomByName>
}

export interface Socket {
  send(bytes: Uint8Array): void
  close(code: number, reason: string): void
  /** Bytes that were sent and have not left this process. */
  readonly bufferedBytes: number
}
export interface Connection {
  receive(bytes: Uint8Array): void
  closed(): void
}
/** All null: a guest. */
export interface Identity {
  session: string | null
  user: string | null
  device: string | null
}

export type ActResult = { result: unknown } | { refused: RefusalCode }
export interface PublicRoom {
  id: string
  name: string
  topic: string
  members: number
  lastAt: number | null
}
export type RoomByName = { state: 'free' } | { state: 'public'; room: string } | { state: 'private' }
