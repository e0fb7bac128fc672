import { duration } from '../../ui/text/durations.ts'
import { t } from '../../words/door.ts'
import type { SignInError } from '../model/AccountView.ts'

const minuteMs = 60_000

/** The sentence that explains why signing in failed. */
export function saySignIn(error: SignInError): string {
  if (error.code !== 'too-many') return t(`failed.${error.code}`)
  // Rounded up to full minutes, so that an attempt at the given time succeeds.
  return t('failed.too-many', duration(Math.ceil(error.afterMs / minuteMs) * minuteMs))
}

/**
 * The sentence that explains why the provider sent the user back without signing in. Undefined if `code` is no such
 * reason.
 */
export const sayTrouble = (code: string | string[] | undefined): string | undefined =>
  Object.entries(t('provider')).find(([known]) => known === code)?.[1]
