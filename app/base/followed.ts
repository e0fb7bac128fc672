import { type Accessor, createEffect, createRoot, on } from 'solid-js'

/** Acts whenever a tracked value changed, with no screen to do it for. Returns the way to stop. */
export const followed = <T>(value: Accessor<T>, act: () => void): (() => void) =>
  createRoot((stop) => {
    createEffect(on(value, act, { defer: true }))
    return stop
  })
