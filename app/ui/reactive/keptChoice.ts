import { type Accessor, createSignal } from 'solid-js'

/** A choice out of a few that this device remembers as long as its storage lasts. */
export const createKeptChoice = <T extends string>(
  key: string,
  all: readonly [T, ...T[]],
): [Accessor<T>, (next: T) => void] =>
  createKept<T>(
    key,
    (kept) => all.find((one) => one === kept) ?? all[0],
    (choice) => choice,
  )

/** A value that this device remembers as long as its storage lasts. `read` gets null if nothing is kept. */
export function createKept<T>(
  key: string,
  read: (kept: string | null) => T,
  write: (value: T) => string,
): [Accessor<T>, (next: T) => void] {
  const [value, setValue] = createSignal<T>(read(lookUp(key)))
  return [
    value,
    (next) => {
      setValue(() => next)
      keep(key, write(next))
    },
  ]
}

function lookUp(key: string): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    // Storage is blocked: use the default.
    return null
  }
}

function keep(key: string, text: string) {
  try {
    localStorage.setItem(key, text)
  } catch {
    // Storage is blocked or full: the value lasts until the page closes.
  }
}
