import { duration } from '../../ui/durations.ts'
import { sentences } from '../../ui/sentences.ts'
import type { SignInError } from '../model/AccountView.ts'

const minuteMs = 60_000

/** Why somebody is not in, in a sentence. */
export function saySignIn(error: SignInError): string {
  if (error.code !== 'too-many') return sentences.signIn[error.code]
  // To the full minute: whoever tries at the time that was said gets through.
  const wait = `Try again in ${duration(Math.ceil(error.afterMs / minuteMs) * minuteMs)}.`
  return `${sentences.signIn['too-many']} ${wait} ${sentences.signInOtherwise}`
}
