/** Names that could be mistaken for the server itself, or that address several people. */
export const reservedNames =
  'admin administrator all channel everyone guest here help me moderator null owner relay root security support system undefined yabber you'.split(
    ' ',
  )

export const isReserved = (name: string): boolean => reservedNames.includes(name.toLowerCase())
