let wanted: string | null = null

/** Someone goes through the door of the app with a room in mind: this tab remembers it, so that no link alone joins anybody. */
export const comeBackTo = (room: string): void => {
  wanted = room
}

/** Once. */
export const comesBack = (room: string): boolean => {
  const isWanted = wanted === room
  wanted = null
  return isWanted
}
