/** What a relay says of itself to everybody. */
export interface RelayFacts {
  /** How people come to have an account. */
  registration: 'open' | 'invitation' | 'closed' | null
  /** Whether it can send mail. */
  mail: boolean
  /** Who else it lets people sign in with. */
  provider: { name: string } | null
  /** Of a demo, when it began: accounts of an earlier one are gone. */
  demoBegan: string | null
  /** How many rooms one account can create in a day. */
  roomsADay: number | null
}

const registrations = ['open', 'invitation', 'closed'] as const

/** Null: nothing was said. */
export const readRelay = (value: unknown): RelayFacts | null => {
  if (typeof value !== 'object' || value === null) return null
  const { registration, mail, oidc, demo, began, roomsADay } = value as { [field: string]: unknown }
  const name = (oidc as { name?: unknown } | null | undefined)?.name
  return {
    registration: registrations.find((known) => known === registration) ?? null,
    mail: mail === true,
    provider: typeof name === 'string' ? { name } : null,
    demoBegan: demo === true && typeof began === 'string' ? began : null,
    roomsADay: typeof roomsADay === 'number' ? roomsADay : null,
  }
}
