import { pathInApp } from '../../shared/way-on.ts'

/**
 * Where to go after signing in. Always a path of this app, whatever the address contains, so a link cannot lead to
 * another site.
 */
export function wayOn(to: string | string[] | undefined): string {
  return pathInApp(Array.isArray(to) ? to[0] : to)
}

/**
 * The URL that starts a sign-in at the relay's provider and returns to `back` afterwards. It is an address of the
 * relay, not a page of the app.
 */
export const wayToProvider = (back: string, invitation = ''): string => {
  const search = new URLSearchParams({ to: back })
  if (invitation !== '') search.set('invitation', invitation)
  return `/api/sign-in/oidc?${search}`
}

/** The path of a sign-in or sign-up page that returns to `back` afterwards. */
export const doorTo = (door: 'sign-in' | 'sign-up', back: string): string =>
  back === '/' ? `/${door}` : `/${door}?to=${encodeURIComponent(back)}`
