import { Listeners } from '../base/listeners.ts'
import type { Draft } from './draft.ts'
import { oldStart, start, withStorage } from './forgetDrafts.ts'

/** What was typed on this device and may not be known to the others yet. */
export interface DraftRow {
  /** Null: it was sent or emptied. */
  draft: Draft | null
  /** When it was typed, by the relay's clock, and later than any draft that was known then. */
  at: number
  /** Name of the record that says so. */
  wrote?: string
}

/** Rows by key that are kept at once, because a tab can be closed at any moment. */
export interface DraftRows {
  all(): [string, DraftRow][]
  put(key: string, row: DraftRow): void
  delete(key: string): void
  /** Another tab changed a row. Null: it removed it. */
  changed: Listeners<{ key: string; row: DraftRow | null }>
  close(): void
}

/** Drafts in localStorage. If the browser blocks it, the drafts last as long as the page. */
export const draftRowsOf = (user: string): DraftRows => {
  const changed = new Listeners<{ key: string; row: DraftRow | null }>()
  const hear = ({ key, newValue }: StorageEvent) => {
    if (key?.startsWith(start(user)))
      changed.emit({ key: key.slice(start(user).length), row: newValue === null ? null : readRow(newValue) })
  }
  globalThis.addEventListener?.('storage', hear)
  return {
    changed,
    all: () => [...oldRows(user), ...rowsUnder(start(user))],
    put: (key, row) => withStorage((storage) => storage.setItem(`${start(user)}${key}`, JSON.stringify(row))),
    delete: (key) => withStorage((storage) => storage.removeItem(`${start(user)}${key}`)),
    close: () => globalThis.removeEventListener?.('storage', hear),
  }
}

/** The rows of an earlier version, each taken once. Any shared draft is newer. */
const oldRows = (user: string): [string, DraftRow][] =>
  withStorage((storage) =>
    Object.keys(storage)
      .filter((key) => key.startsWith(oldStart(user)))
      .flatMap((key): [string, DraftRow][] => {
        const [text, place] = [storage.getItem(key), `draft/${key.slice(oldStart(user).length)}`]
        const row: DraftRow = { draft: { text: text ?? '' }, at: 1 }
        storage.setItem(`${start(user)}${place}`, JSON.stringify(row))
        storage.removeItem(key)
        return text ? [[place, row]] : []
      }),
  ) ?? []

const rowsUnder = (beginning: string): [string, DraftRow][] =>
  withStorage((storage) =>
    Object.keys(storage).flatMap((key): [string, DraftRow][] => {
      const row = key.startsWith(beginning) ? readRow(storage.getItem(key) ?? '') : null
      return row ? [[key.slice(beginning.length), row]] : []
    }),
  ) ?? []

const readRow = (json: string): DraftRow | null => {
  try {
    const row = JSON.parse(json)
    return typeof row?.at === 'number' ? row : null
  } catch {
    return null // somebody else wrote there
  }
}
