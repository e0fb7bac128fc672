/** What a relay tells everybody about itself. */
export interface RelayFacts {
  /** How people can get an account. */
  registration: 'open' | 'invitation' | 'closed' | null
  /** Whether it can send mail. */
  mail: boolean
  /** The external provider that people can sign in with. */
  provider: { name: string } | null
  /** When the demo began. Accounts of an earlier demo are deleted. Null if this is no demo. */
  demoBegan: string | null
  /** How many rooms one account can create in a day. */
  roomsADay: number | null
}

const registrations = ['open', 'invitation', 'closed'] as const

/** Null if the value is not an object. */
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
