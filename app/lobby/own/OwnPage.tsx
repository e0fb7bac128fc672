import ArrowLeft from 'lucide-solid/icons/arrow-left'
import { type JSX, onCleanup } from 'solid-js'
import { t as common } from '../../words/common.ts'
import './own-page.css'

/** A page of what a person keeps for themselves. */
export function OwnPage(props: { title: string; children: JSX.Element }) {
  document.title = props.title
  onCleanup(() => {
    document.title = 'Yabber'
  })
  return (
    <main class="own-page scrolls" data-pane tabindex="-1">
      <header class="own-head">
        <a class="icon-button" href="/" aria-label={common('back')}>
          <ArrowLeft class="mirrors" size={20} />
        </a>
        <h1>{props.title}</h1>
      </header>
      {props.children}
    </main>
  )
}
