import { linkOverReasons } from '../../../shared/link-over.ts'
import { type Answer, isBarred } from '../../sync/api.ts'
import type { Outcome, Trouble } from './outcome.ts'

/** Null if the request succeeded. */
export const troubleOf = (answer: Answer): Trouble | null => {
  if (answer === 'offline') return 'offline'
  if (answer.status < 400) return null
  if (answer.status === 410) return linkOverReasons.find((reason) => reason === answer.body.why) ?? 'over'
  const barred = isBarred(answer)
  if (barred) return barred
  return byStatus.get(answer.status) ?? (answer.status >= 500 ? 'offline' : 'failed')
}

const byStatus = new Map<number, Trouble>([
  [401, 'signed-out'],
  [403, 'not-allowed'],
  [404, 'unknown'],
  [429, 'too-many'],
])

export const outcomeOf = (answer: Answer): Outcome => {
  const trouble = troubleOf(answer)
  if (!trouble || answer === 'offline') return trouble && { trouble }
  const [error] = Array.isArray(answer.body.errors) ? answer.body.errors : []
  return typeof error?.field === 'string' && typeof error?.code === 'string' ? error : { trouble }
}

/** The body of the answer, or why there is none. */
export const bodyOf = <T>(answer: Answer): T | Trouble =>
  troubleOf(answer) ?? (answer === 'offline' ? 'offline' : (answer.body as T))
