import { type JSX, Show } from 'solid-js'
import { Logo } from '../../ui/page/Logo.tsx'
import { t as common } from '../../words/common.ts'
import { t } from '../../words/door.ts'
import './door.css'

/** The frame of the sign-in and sign-up pages: one form with one button, and a link to the other page. */
export function Door(props: {
  title: string
  children: JSX.Element
  trouble: string | undefined
  busy: boolean
  act: string
  /** Other ways to sign in. */
  ways?: JSX.Element
  across: JSX.Element
  onSubmit: () => void
}) {
  const submit = (event: Event) => {
    event.preventDefault()
    if (!props.busy) props.onSubmit()
  }
  return (
    <main class="door scrolls" data-pane>
      <form class="door-form" noValidate onSubmit={submit}>
        <a class="door-home" href="/" aria-label={t('home')}>
          <Logo size={40} />
        </a>
        <h1>{props.title}</h1>
        {props.children}
        <div role="alert">
          <Show when={props.trouble}>
            <p class="door-trouble">{props.trouble}</p>
          </Show>
        </div>
        <button type="submit" class="button main" aria-disabled={props.busy}>
          {props.busy ? common('oneMoment') : props.act}
        </button>
        {props.ways}
        <p class="door-across">{props.across}</p>
      </form>
    </main>
  )
}
