import SmilePlus from 'lucide-solid/icons/face-slightly-smiling-plus'
import { createMemo, createSignal, Show } from 'solid-js'
import { Keyed } from '../../ui/reactive/Keyed.tsx'
import { t } from '../../words/message.ts'
import type { MessageView, ReactionView } from '../model/RoomView.ts'
import { type Acting, whoTipId } from './acting.ts'
import { askWho } from './askWho.ts'
import { mostUsed } from './mostUsed.ts'
import { suppressClickOfThisPress } from './suppressClick.ts'
import './reactions.css'

/** More kinds of reactions than this hide behind a button. */
const shown = 12

/** The reactions below a message. Pressing one adds one's own or takes it back. */
export function Reactions(props: { message: MessageView; active: boolean; acting: Acting }) {
  const [all, setAll] = createSignal(false)
  const few = createMemo(() => mostUsed(props.message.reactions, shown))
  const more = () => props.message.reactions.length - few().length
  // One button hidden behind another would save no space.
  const list = () => (all() || more() <= 1 ? props.message.reactions : few())
  const tab = () => (props.active ? 0 : -1)
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms
    <div class="reactions" role="group" aria-label={t('reactionsOf')}>
      <Keyed each={list()} by={(reaction) => reaction.emoji}>
        {(reaction) => (
          <Reaction message={props.message} reaction={reaction()} tabindex={tab()} acting={props.acting} />
        )}
      </Keyed>
      <Show when={more() > 1}>
        <button
          type="button"
          class="reaction"
          tabindex={tab()}
          aria-expanded={all()}
          aria-label={all() ? t('fewerReactions') : t('moreReactionsLabel', more())}
          onClick={() => setAll(!all())}
        >
          <span class="reaction-pill">{all() ? t('fewerReactions') : t('moreReactions', more())}</span>
        </button>
      </Show>
      <Show when={props.message.acts.react}>
        <button
          type="button"
          class="reaction"
          tabindex={tab()}
          aria-label={t('act.react')}
          onClick={(event) => void props.acting.perform('react', props.message, event.currentTarget)}
        >
          <span class="reaction-pill add">
            <SmilePlus size={15} />
          </span>
        </button>
      </Show>
    </div>
  )
}

function Reaction(props: { message: MessageView; reaction: ReactionView; tabindex: number; acting: Acting }) {
  const openWho = (anchor: HTMLElement) => props.acting.openWho(props.message, anchor, props.reaction.emoji)
  const { begin, move, end } = askWho((anchor, held) => {
    if (held) {
      suppressClickOfThisPress()
      openWho(anchor)
    } else props.acting.showWho(props.reaction, anchor)
  })
  const press = (event: { currentTarget: HTMLElement }) => {
    props.acting.hideWho()
    if (props.message.acts.react) void props.acting.react(props.message, props.reaction.emoji)
    else openWho(event.currentTarget)
  }
  const leave = () => {
    end()
    props.acting.hideWho()
  }
  return (
    <button
      type="button"
      class="reaction"
      classList={{ own: props.reaction.own }}
      tabindex={props.tabindex}
      aria-pressed={props.reaction.own}
      aria-describedby={props.acting.tip()?.reaction === props.reaction ? whoTipId : undefined}
      aria-label={t('reaction', props.reaction.emoji, props.reaction.users.length, props.reaction.own)}
      onClick={press}
      onPointerEnter={begin}
      onPointerDown={begin}
      onPointerMove={move}
      onPointerUp={end}
      onPointerLeave={leave}
      onPointerCancel={leave}
      onFocusIn={(event) => event.currentTarget.matches(':focus-visible') && begin(event)}
      onFocusOut={leave}
    >
      <span class="reaction-pill">
        <span class="reaction-emoji">{props.reaction.emoji}</span>
        <span class="reaction-count">{props.reaction.users.length}</span>
      </span>
    </button>
  )
}
