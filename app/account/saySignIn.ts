import { sentences } from '../ui/sentences.ts'
import type { SignInError } from './view.ts'

/** Why somebody is not in, in a sentence. */
export function saySignIn(error: SignInError): string {
  if (error.code !== 'too-many') return sentences.signIn[error.code]
  const minutes = Math.ceil(error.afterMs / 60_000)
  return `${sentences.signIn['too-many']} Try again in ${minutes <= 1 ? 'a minute' : `${minutes} minutes`}.`
}
