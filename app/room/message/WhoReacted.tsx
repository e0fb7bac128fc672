import { createEffect, createMemo, createSignal, For, onMount } from 'solid-js'
import { Dialog } from '../../ui/popups/Dialog.tsx'
import { createGrowing } from '../../ui/reactive/growing.ts'
import { Keyed } from '../../ui/reactive/Keyed.tsx'
import { t } from '../../words/message.ts'
import type { Acting, Opened } from './acting.ts'
import { PersonLine } from './PersonLine.tsx'
import { peopleIn } from './peopleIn.ts'
import './who-reacted.css'

/** Everybody who reacted to a message, one emoji at a time. It follows what others do meanwhile. */
export default function WhoReacted(props: { opened: Opened & { name: 'who-reacted' }; acting: Acting }) {
  const message = () => props.acting.room.find(props.opened.message.name) ?? props.opened.message
  const reactions = () => message().reactions
  const [chosen, setEmoji] = createSignal(props.opened.emoji)
  /** The first one, if nobody has the chosen one any more. */
  const emoji = createMemo(
    () => (reactions().find((reaction) => reaction.emoji === chosen()) ?? reactions()[0])?.emoji ?? '',
  )
  createEffect(() => {
    if (reactions().length === 0) props.acting.close()
  })
  const people = createMemo(() =>
    peopleIn(props.acting.room, reactions().find((reaction) => reaction.emoji === emoji())?.users ?? []),
  )
  const shown = createGrowing(people, emoji)
  let kinds!: HTMLDivElement
  // Once the dialog is open, which puts the focus on the first emoji.
  onMount(() => queueMicrotask(() => kinds.querySelector<HTMLElement>('.own')?.focus()))
  return (
    <Dialog title={t('reactionsOf')} onClose={() => props.acting.close()}>
      <div class="who-reacted">
        <div ref={kinds} class="who-reacted-emoji scrolls">
          <Keyed each={reactions()} by={(reaction) => reaction.emoji}>
            {(reaction) => (
              <button
                type="button"
                class="reaction"
                classList={{ own: reaction().emoji === emoji() }}
                aria-pressed={reaction().emoji === emoji()}
                aria-label={t('reaction', reaction().emoji, reaction().users.length, reaction().own)}
                onClick={() => setEmoji(reaction().emoji)}
              >
                <span class="reaction-pill">
                  <span class="reaction-emoji">{reaction().emoji}</span>
                  <span class="reaction-count">{reaction().users.length}</span>
                </span>
              </button>
            )}
          </Keyed>
        </div>
        <ul
          class="plain who-reacted-people scrolls"
          tabindex="0"
          aria-label={t('reactedCount', people().length, emoji())}
        >
          <For each={shown()}>{(person) => <PersonLine person={person} />}</For>
        </ul>
      </div>
    </Dialog>
  )
}
