import type { PersonPhase } from './model/PeopleView.ts'

/** Why a person cannot be shown. Null if they can, or if it is too early to tell. */
export const whyUnknown = (phase: PersonPhase): 'nobody' | 'offline' | null =>
  phase === 'nobody' || phase === 'offline' ? phase : null
