import type { PollBody } from '../../../shared/record/kinds.ts'
import { isVisible } from '../../../shared/visible.ts'

/** A poll while somebody fills in the dialog. */
export interface PollDraft {
  question: string
  /** Those in which nothing is visible are left out. */
  options: string[]
  many: boolean
  named: boolean
  closing: ClosingTime
  /** For `at`: a date and time of this device's zone, as the field writes it. */
  at: string
}
export const closingTimes = ['never', 'hour', 'day', 'week', 'at'] as const
export type ClosingTime = (typeof closingTimes)[number]

type Trouble = 'noQuestion' | 'fewOptions' | 'sameOption' | 'pastTime'

const hourMs = 3_600_000
const afterMs = { hour: hourMs, day: 24 * hourMs, week: 7 * 24 * hourMs }

/** The poll that a draft makes at a time, or what it lacks. */
export const pollOf = (draft: PollDraft, now: number): { question: string; poll: PollBody } | Trouble => {
  const { question, many, named } = draft
  const options = draft.options.filter(isVisible).map((option) => option.trim())
  const closes = closesAt(draft, now)
  if (!isVisible(question)) return 'noQuestion'
  if (options.length < 2) return 'fewOptions'
  if (new Set(options).size < options.length) return 'sameOption'
  if (closes !== null && !(closes > now)) return 'pastTime'
  return { question: question.trim(), poll: { options, many, named, closes } }
}

const closesAt = ({ closing, at }: PollDraft, now: number): number | null => {
  switch (closing) {
    case 'never':
      return null
    case 'at':
      return new Date(at).getTime()
    default:
      return now + afterMs[closing]
  }
}
