import type { RefusalCode } from '../../../shared/wire/results.ts'
import { usePeople } from '../../people/model/PeopleView.ts'
import { t as refusals } from '../../words/refusals.ts'
import { t } from '../../words/settings.ts'
import { Said } from './Said.tsx'

/**
 * The result of a profile change, or nothing if `outcome` is null. A change waits on the device until the relay has it.
 */
export function SavedOrWhy(props: { outcome: 'saved' | RefusalCode | null }) {
  const people = usePeople()
  const text = () => {
    if (props.outcome === null) return ''
    if (props.outcome !== 'saved') return refusals(`why.${props.outcome}`)
    return t(people.isWaiting() ? 'savedHere' : 'saved')
  }
  return <Said text={text()} wrong={props.outcome !== 'saved'} />
}
