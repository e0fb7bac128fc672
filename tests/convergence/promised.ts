import type { ToSend } from '../../app/own/later.ts'

/** A message that somebody wants to be sent later. */
export interface PromisedMessage {
  user: string
  /** Id of the device. */
  device: string
  room: string
  /** No other has it. */
  text: string
  when: ToSend['when']
  /** Whether the app told that it is stored. If the tab dies before, it may be or not. */
  isStored: boolean
  /** Whether somebody cancelled it. If the tab dies before that is stored, it may be cancelled or not. */
  isCancelled: boolean
}

/** A second account of what is to be sent later. */
export class Promised {
  readonly all: PromisedMessage[] = []

  find(text: string): PromisedMessage | undefined {
    return this.all.find((message) => message.text === text)
  }
}
