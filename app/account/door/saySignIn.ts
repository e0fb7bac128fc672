import { duration } from '../../ui/durations.ts'
import { sentences } from '../../ui/sentences.ts'
import type { SignInError } from '../model/AccountView.ts'

const minuteMs = 60_000

/** The sentence that explains why signing in failed. */
export function saySignIn(error: SignInError): string {
  if (error.code !== 'too-many') return sentences.signIn[error.code]
  // Rounded up to full minutes, so that an attempt at the given time succeeds.
  const wait = `Try again in ${duration(Math.ceil(error.afterMs / minuteMs) * minuteMs)}.`
  return `${sentences.signIn['too-many']} ${wait} ${sentences.signInOtherwise}`
}

/**
 * The sentence that explains why the provider sent the user back without signing in. Undefined if `code` is no such
 * reason.
 */
export const sayTrouble = (code: string | string[] | undefined): string | undefined =>
  Object.entries(sentences.provider).find(([known]) => known === code)?.[1]
