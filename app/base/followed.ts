import { type Accessor, createEffect, createRoot, on } from 'solid-js'

/** Calls `act` whenever a tracked value changes, outside of any component. Returns a function that stops it. */
export const followed = <T>(value: Accessor<T>, act: () => void): (() => void) =>
  createRoot((stop) => {
    createEffect(on(value, act, { defer: true }))
    return stop
  })
