import { createSignal } from 'solid-js'
import { type LinkOverReason, linkOverReasons } from '../../shared/link-over.ts'
import { t } from '../words/accountErrors.ts'
import type { FieldError } from './model/AccountView.ts'
import type { Outcome } from './model/outcome.ts'
import { sayField } from './sayField.ts'

/** The state of one form's submission: whether it is running, and its result. `done` says that it succeeded. */
export const createSubmission = (done = () => '') => {
  const [busy, setBusy] = createSignal(false)
  const [outcome, setOutcome] = createSignal<Outcome | undefined>()
  return {
    busy,
    /** Resolves to true if it succeeded. Does nothing and resolves to false while another run is in progress. */
    async run(act: () => Promise<Outcome>): Promise<boolean> {
      if (busy()) return false
      setBusy(true)
      setOutcome(undefined)
      const came = await act()
      setBusy(false)
      setOutcome(came)
      return came === null
    },
    /** The error message of a field. */
    errorOf: (field: FieldError['field'] | 'current' | 'next'): string | undefined => {
      const found = outcome()
      return found && 'field' in found && found.field === field ? sayField(field, found.code) : undefined
    },
    said: (): string => {
      const found = outcome()
      if (found === null) return done()
      if (found === undefined) return ''
      return 'trouble' in found ? t(found.trouble) : ''
    },
    isDone: () => outcome() === null,
    /** Why the link that this form depends on no longer works. Null if it works. */
    whyOver: (): LinkOverReason | null => {
      const found = outcome()
      const trouble = found && 'trouble' in found ? found.trouble : null
      return linkOverReasons.find((reason) => reason === trouble) ?? null
    },
    forget: () => setOutcome(undefined),
  }
}
