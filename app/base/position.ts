export interface Position {
  /** Milliseconds since 1970. */
  time: number
  /** Record name. */
  name: string
}
