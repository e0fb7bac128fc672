import type { PersonPhase } from './model/PeopleView.ts'

/** Why nothing can be shown of somebody; null: it can, or it is too early to say. */
export const whyUnknown = (phase: PersonPhase): 'nobody' | 'offline' | null =>
  phase === 'nobody' || phase === 'offline' ? phase : null
