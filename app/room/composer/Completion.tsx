import { createEffect, For, Match, onCleanup, Show, Switch } from 'solid-js'
import { emojis, loadEmojis } from '../../emoji/emojis.ts'
import { noteRecent, tone } from '../../emoji/kept.ts'
import { emojiOfCode } from '../../emoji/search.ts'
import { withTone } from '../../emoji/tone.ts'
import type { RoomSummary } from '../../lobby/model/LobbyView.ts'
import { byTouch, createMedia } from '../../ui/page/media.ts'
import { Avatar } from '../../ui/pictures/Avatar.tsx'
import { t } from '../../words/composer.ts'
import { capMarks } from '../../words/marks.ts'
import type { MemberView } from '../model/RoomView.ts'
import type { CommandName } from './commands/commands.ts'
import { completionsFor, keyOf, type Completion as Offer, textOf } from './completions.ts'
import { createCompletion } from './createCompletion.ts'
import { insertText } from './insertText.ts'
import type { Token } from './token.ts'
import './completion.css'

/** What can be written without typing it: members after `@`, rooms after `#`, commands after `/`. */
export interface Mentionable {
  members: readonly MemberView[]
  rooms: readonly RoomSummary[]
  mayMentionAll: boolean
  commands: readonly CommandName[]
}

/** The list above the field while a token is typed. The focus stays in the field. */
export function Completion(props: { field: HTMLTextAreaElement; from: Mentionable }) {
  const { field } = props
  const offersFor = (token: Token) => {
    // Without a network and the file, there are no offers, and the next token tries again.
    if (token.sign === ':') loadEmojis().catch(() => {})
    return completionsFor(token, { ...props.from, emojis: emojis(), tone: tone() })
  }
  const put = (text: string, { from }: Token) => {
    const isSpaced = field.value.charAt(field.selectionEnd) === ' '
    insertText(field, isSpaced ? text : `${text} `, from)
  }
  const choose = (offer: Offer, token: Token) => {
    if (offer.kind === 'emoji') noteRecent(offer.emoji)
    put(textOf(offer), token)
  }
  const onClosedCode = (token: Token) => {
    const found = emojiOfCode(emojis(), token.word)
    if (!found) return
    const emoji = found.hasTones ? withTone(found.emoji, tone()) : found.emoji
    // After the event of the colon, so that the field hears of one change after the other.
    queueMicrotask(() => choose({ kind: 'emoji', emoji, code: token.word }, token))
  }
  const isWhole = (offer: Offer, { sign, word }: Token) =>
    offer.kind === 'command' && textOf(offer) === sign + word.toLowerCase()
  const completion = createCompletion({
    field,
    isTouch: createMedia(byTouch),
    offersFor,
    keyOf,
    choose,
    isWhole,
    onClosedCode,
  })
  const { offers, options } = completion

  createEffect(() => {
    const isOpen = offers().length > 0
    setOrRemove(field, 'aria-controls', isOpen ? options.listId : undefined)
    setOrRemove(field, 'aria-activedescendant', isOpen ? options.activeId() : undefined)
  })
  field.setAttribute('aria-autocomplete', 'list')
  onCleanup(() => {
    for (const name of ['aria-controls', 'aria-activedescendant', 'aria-autocomplete']) field.removeAttribute(name)
  })

  return (
    <Show when={offers().length > 0}>
      <div
        id={options.listId}
        class="menu-list completion scrolls"
        role="listbox"
        aria-label={t('suggestions')}
        tabindex="0"
        onPointerDown={(event) => event.preventDefault()}
      >
        <For each={offers()}>
          {(offer, at) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the field's
            // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the field
            <div
              id={options.idOf(at())}
              class="completion-offer"
              role="option"
              aria-selected={options.active() === at()}
              onPointerMove={() => options.point(at())}
              onClick={() => completion.choose(offer)}
            >
              <Words offer={offer} />
            </div>
          )}
        </For>
      </div>
    </Show>
  )
}

function Words(props: { offer: Offer }) {
  const of = <K extends Offer['kind']>(kind: K) =>
    props.offer.kind === kind && (props.offer as Extract<Offer, { kind: K }>)
  return (
    <Switch>
      <Match when={of('emoji')}>
        {(offer) => (
          <>
            <span class="completion-sign">{offer().emoji}</span>
            <bdi class="one-line">{`:${offer().code}:`}</bdi>
          </>
        )}
      </Match>
      <Match when={of('person')}>
        {(offer) => (
          <>
            <Avatar id={offer().person.user} name={offer().person.name} picture={offer().person.picture} />
            <bdi class="one-line">{capMarks(offer().person.name)}</bdi>
            <bdi class="completion-more one-line">{`@${offer().person.username}`}</bdi>
          </>
        )}
      </Match>
      <Match when={of('everyone')}>
        <span class="completion-sign">{'@'}</span>
        <bdi>{textOf({ kind: 'everyone' })}</bdi>
        <span class="completion-more one-line">{t('everyone')}</span>
      </Match>
      <Match when={of('room')}>
        {(offer) => (
          <>
            <span class="completion-sign">{'#'}</span>
            <bdi class="one-line">{capMarks(offer().room.name)}</bdi>
            <bdi class="completion-more one-line">{capMarks(offer().room.topic)}</bdi>
          </>
        )}
      </Match>
      <Match when={of('command')}>
        {(offer) => (
          <>
            <bdi class="completion-command">{textOf(offer())}</bdi>
            <span class="completion-more one-line">{t(`command.${offer().command}`)}</span>
          </>
        )}
      </Match>
    </Switch>
  )
}

const setOrRemove = (element: HTMLElement, name: string, value: string | undefined) => {
  if (value === undefined) element.removeAttribute(name)
  else element.setAttribute(name, value)
}
