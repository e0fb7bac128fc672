import type { JSX } from 'solid-js'
import { Logo } from './Logo.tsx'
import './page.css'

/** A page with one message and a way to continue. */
export function Page(props: { title: string; children?: JSX.Element; acts?: JSX.Element }) {
  return (
    <main class="page scrolls" data-pane tabindex="-1">
      <div class="page-words">
        <Logo size={40} />
        <h1>{props.title}</h1>
        {props.children}
        <div class="page-acts">{props.acts}</div>
      </div>
    </main>
  )
}
