/** Navigation state for a room's address. It asks the room to open its leave dialog. */
export const leaving = { leaving: true } as const

export const isLeaving = (state: unknown): boolean => (state as Partial<typeof leaving> | null)?.leaving === true
