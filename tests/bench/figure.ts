/** One measurement. */
export interface Figure {
  /** The name to select it on the command line. */
  name: string
  /** Reports progress with `tell` and prints nothing else. Throws if it cannot be measured. */
  run(bench: Bench): Promise<Row[]>
}

/** A line of the table. Times are printed but not asserted, since machines differ. */
export interface Row {
  what: string
  value: string
  /** The budget, or the value it is compared with. */
  beside?: string
  /** Set if the figure is a promise and was broken. The bench then fails. */
  broken?: true
}

export interface Bench {
  /** Path of an IRC log, or null if there is none. */
  irc: string | null
  /** Skip everything that takes long. */
  short: boolean
  tell(progress: string): void
}

export const skipped = (what: string, why: string): Row => ({ what, value: '-', beside: `skipped: ${why}` })

export const ms = (value: number): string => `${value < 10 ? value.toFixed(2) : value.toFixed(0)} ms`
export const micros = (value: number): string => `${value.toFixed(1)} µs`
export const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`
export const kilobytes = (bytes: number): string => `${(bytes / 1e3).toFixed(1)} KB`
export const times = (ratio: number): string => `${ratio.toFixed(2)} x`
export const count = (value: number): string => value.toLocaleString('en')
