import { onCleanup, onMount } from 'solid-js'
import { standBelow } from '../../ui/popups/standBelow.ts'
import { t } from '../../words/message.ts'
import { type Acting, type Tip, whoTipId } from './acting.ts'
import { namesIn } from './peopleIn.ts'
import './who-tip.css'

/** Who reacted with one emoji, as long as the mouse or the focus is there. */
export default function WhoTip(props: { tip: Tip; acting: Acting }) {
  let box!: HTMLDivElement
  const place = () => standBelow(box, props.tip.anchor)
  const hide = () => props.acting.hideWho()
  onMount(() => {
    place()
    document.addEventListener('scroll', hide, { capture: true, passive: true })
    addEventListener('resize', hide)
  })
  onCleanup(() => {
    document.removeEventListener('scroll', hide, { capture: true })
    removeEventListener('resize', hide)
  })
  return (
    <div ref={box} id={whoTipId} class="who-tip" role="tooltip">
      {t('reactedWith', namesIn(props.acting.room, props.tip.reaction.users), props.tip.reaction.emoji)}
    </div>
  )
}
