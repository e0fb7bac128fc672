/** A parsed document name. Room and user ids are 16 random bytes in base64url. */
export type DocumentName =
  | { kind: 'roster'; room: string }
  | { kind: 'segment'; room: string; segment: number }
  | { kind: 'home'; user: string }
  /** A segment of the user's own room, whose room id is the user's id. */
  | { kind: 'self'; user: string; segment: number }

const id = '([A-Za-z0-9_-]{21}[AQgw])'
const shape = new RegExp(`^(room|home|self)/${id}(?:/([1-9][0-9]{0,6}))?$`)
const idShape = new RegExp(`^${id}$`)

export const isId = (text: unknown): text is string => typeof text === 'string' && idShape.test(text)

/** Null for any text that is not exactly a document name. */
export const parseDocumentName = (text: string): DocumentName | null => {
  const [, kind, owner, number] = shape.exec(text) ?? []
  if (!kind || !owner) return null
  const segment = number === undefined ? null : Number(number)
  if (kind === 'room')
    return segment === null ? { kind: 'roster', room: owner } : { kind: 'segment', room: owner, segment }
  if (kind === 'home') return segment === null ? { kind: 'home', user: owner } : null
  return segment === null ? null : { kind: 'self', user: owner, segment }
}

export const rosterName = (room: string): string => `room/${room}`
export const segmentName = (room: string, segment: number): string => `room/${room}/${segment}`
export const homeName = (user: string): string => `home/${user}`
export const selfName = (user: string, segment: number): string => `self/${user}/${segment}`
