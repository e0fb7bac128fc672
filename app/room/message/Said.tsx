import { createEffect, createSignal, onCleanup } from 'solid-js'
import type { Said as SaidText } from './acting.ts'
import './said.css'

const shownMs = 4_000

/** Says once what an act did: to screen readers, and on screen where nothing else shows it. */
export function Said(props: { said: SaidText | null }) {
  const [shown, setShown] = createSignal<SaidText | null>(null)
  createEffect(() => {
    const said = props.said
    setShown(said)
    const timer = setTimeout(() => setShown(null), shownMs)
    onCleanup(() => clearTimeout(timer))
  })
  return (
    <p class="said" classList={{ unseen: !shown()?.shown }} role="status">
      {shown()?.text}
    </p>
  )
}
