export const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

export const byId = (a: { id: string }, b: { id: string }): number => compare(a.id, b.id)
