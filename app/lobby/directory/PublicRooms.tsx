import { Arriving } from '../../status/Arriving.tsx'
import { part } from '../../ui/reactive/part.ts'

const Directory = part(() => import('./Directory.tsx'))

/** The list of public rooms. Its code loads after the first frame, since the list waits for the relay anyway. */
export function PublicRooms(props: { filter: string }) {
  return (
    <Arriving missing={() => null}>
      <Directory filter={props.filter} />
    </Arriving>
  )
}
