import { type JSX, Show } from 'solid-js'
import './check.css'

/** A checkbox with an explanation below. */
export function Check(props: {
  label: JSX.Element
  text?: string
  checked: boolean
  onChange: (checked: boolean) => void
}) {
  return (
    <label class="check">
      <input
        type="checkbox"
        checked={props.checked}
        onChange={(event) => props.onChange(event.currentTarget.checked)}
      />
      <span>
        {props.label}
        <Show when={props.text}>
          <span>{props.text}</span>
        </Show>
      </span>
    </label>
  )
}
