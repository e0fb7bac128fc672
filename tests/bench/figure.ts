/** One thing that is measured. */
export interface Figure {
  /** As it is picked on the command line. */
  name: string
  /** Prints nothing but its progress; `tell` is that. Throws where it cannot be measured. */
  run(bench: Bench): Promise<Row[]>
}

/** A line of the table. Times are told, never asserted: machines differ. */
export interface Row {
  what: string
  value: string
  /** The budget, or what it is compared with. */
  beside?: string
  /** Set where the figure is a promise and was broken: the bench then fails. */
  broken?: true
}

export interface Bench {
  /** Path of an IRC log, or null where there is none. */
  irc: string | null
  /** Without what takes long. */
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
