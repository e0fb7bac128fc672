let wanted: string | null = null

/**
 * Remembers, in this tab, that the person chose to join a room and went to sign in first. Without this an invite link
 * that is only opened would join its reader.
 */
export const comeBackTo = (room: string): void => {
  wanted = room
}

/** Whether the person came back to join this room. True only once. */
export const comesBack = (room: string): boolean => {
  const isWanted = wanted === room
  wanted = null
  return isWanted
}
