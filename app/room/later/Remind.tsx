import type { Acting } from '../message/acting.ts'
import { RemindDialog } from './RemindDialog.tsx'

/** When to remind of what was written after `/remind`. */
export default function Remind(props: { text: string; acting: Acting }) {
  const { acting } = props
  return (
    <RemindDialog
      about={props.text}
      at={null}
      onPick={(at) => at !== null && void acting.remind(props.text, at)}
      onClose={acting.closePanel}
    />
  )
}
