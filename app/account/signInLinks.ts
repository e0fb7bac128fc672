import { pathInApp } from '../../shared/way-on.ts'

/** Where to go after the door: only ever a path of this app, whatever the address says. */
export function wayOn(to: string | string[] | undefined): string {
  return pathInApp(Array.isArray(to) ? to[0] : to)
}

/** The way to the relay's provider and, signed in, back to here: an address of the relay, not of the app. */
export const wayToProvider = (back: string, invitation = ''): string => {
  const search = new URLSearchParams({ to: back })
  if (invitation !== '') search.set('invitation', invitation)
  return `/api/sign-in/oidc?${search}`
}

/** The way to a door that leads back to here. */
export const doorTo = (door: 'sign-in' | 'sign-up', back: string): string =>
  back === '/' ? `/${door}` : `/${door}?to=${encodeURIComponent(back)}`
