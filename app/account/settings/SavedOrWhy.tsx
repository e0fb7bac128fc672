import type { RefusalCode } from '../../../shared/wire/results.ts'
import { usePeople } from '../../people/model/PeopleView.ts'
import { sentences } from '../../ui/sentences.ts'
import { Said } from './Said.tsx'

/**
 * The result of a profile change, or nothing if `outcome` is null. A change waits on the device until the relay has it.
 */
export function SavedOrWhy(props: { outcome: 'saved' | RefusalCode | null }) {
  const people = usePeople()
  const text = () => {
    if (props.outcome === null) return ''
    if (props.outcome !== 'saved') return sentences.refusal[props.outcome]
    return people.isWaiting() ? 'Saved on this device. It will be sent when you’re back online.' : 'Saved.'
  }
  return <Said text={text()} wrong={props.outcome !== 'saved'} />
}
