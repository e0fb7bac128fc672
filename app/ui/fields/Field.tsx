import { createUniqueId, type JSX, Show } from 'solid-js'
import './field.css'

export interface FieldProps {
  label: string
  value: string
  onInput: (value: string) => void
  /** The person goes on to something else. */
  onLeave?: () => void
  name: string
  type?: 'text' | 'email' | 'password'
  autocomplete?: string
  hint?: string
  error?: string | undefined
  required?: boolean
  maxLength?: number
  ref?: (input: HTMLInputElement) => void
  /** A button at the right end inside the field. */
  end?: JSX.Element
}

/** A labelled one-line text field. The error, or otherwise the hint, is shown below and read out with the field. */
export function Field(props: FieldProps) {
  const id = createUniqueId()
  const about = `${id}-about`
  return (
    <div class="field" classList={{ wrong: Boolean(props.error) }}>
      <label for={id}>{props.label}</label>
      <div class="field-box">
        <input
          id={id}
          ref={(input) => props.ref?.(input)}
          name={props.name}
          type={props.type ?? 'text'}
          value={props.value}
          autocomplete={props.autocomplete}
          autocapitalize="none"
          spellcheck={false}
          maxLength={props.maxLength ?? 200}
          aria-required={props.required}
          aria-invalid={Boolean(props.error)}
          aria-describedby={props.error || props.hint ? about : undefined}
          onInput={(event) => props.onInput(event.currentTarget.value)}
          onBlur={() => props.onLeave?.()}
        />
        {props.end}
      </div>
      <Show when={props.error || props.hint}>
        <p id={about} class="field-about">
          {props.error || props.hint}
        </p>
      </Show>
    </div>
  )
}
