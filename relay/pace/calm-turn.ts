import { nextTurn } from './next-turn.ts'

/** Turns of the event loop in a row that are kept short because somebody connected. */
const mostShortTurns = 16

let isSomebodyComing = false

/** Called for each connection that Node accepts. */
export const somebodyConnected = (): void => {
  isSomebodyComing = true
  setImmediate(() => {
    isSomebodyComing = false
  })
}

/** Whether a connection was accepted in this turn of the event loop. */
export const isCrowdedTurn = (): boolean => isSomebodyComing

/**
 * Resolves in a later turn of the event loop in which nobody connects, or at the latest in the 16th. libuv accepts one
 * connection in a turn, in the order in which they came (since 1.45, "don't accept() connections in a loop"). So if each
 * turn took 3 ms, whoever connects behind a crowd of 500 would wait for 1.5 s. Costly work asks here first.
 */
export const calmTurn = async (): Promise<void> => {
  for (let turn = 0; turn < mostShortTurns; turn++) {
    await nextTurn()
    if (!isSomebodyComing) return
  }
}
