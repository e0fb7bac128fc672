/** What goes along with the address of a room for whoever comes to leave it. */
export const leaving = { leaving: true } as const

export const isLeaving = (state: unknown): boolean => (state as Partial<typeof leaving> | null)?.leaving === true
