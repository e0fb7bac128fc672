import { Match, Show, Switch } from 'solid-js'
import { EmojiChoice } from '../../emoji/EmojiChoice.tsx'
import { Arriving } from '../../status/Arriving.tsx'
import { ArrivingDialog } from '../../status/ArrivingDialog.tsx'
import { part } from '../../ui/reactive/part.ts'
import type { Acting, Opened, Panel } from './acting.ts'

const loadMenu = () => import('./ActsMenu.tsx')
const loadReactMenu = () => import('./ReactMenu.tsx')
const ActsMenu = part(loadMenu)
const ActsSheet = part(() => import('./ActsSheet.tsx'))
const ReactMenu = part(loadReactMenu)
const History = part(() => import('./History.tsx'))
const ReadBy = part(() => import('../read/ReadBy.tsx'))
const WhoReacted = part(() => import('./WhoReacted.tsx'))
const EraseEdited = part(() => import('./EraseEdited.tsx'))
const NewPoll = part(() => import('../poll/NewPoll.tsx'))
const Remind = part(() => import('../later/Remind.tsx'))
const Forward = part(() => import('../forward/Forward.tsx'))
const JumpToDay = part(() => import('../day/JumpToDay.tsx'))
const WhoTip = part(() => import('./WhoTip.tsx'))

/** What opens at a key or a click should be there at once. */
export const loadMessageParts = () => Promise.all([import('./ActsBar.tsx'), loadMenu(), loadReactMenu()])

/** Shows what is open for a message. There is one of each for the whole list, and its code loads when it is needed. */
export function MessageParts(props: { acting: Acting }) {
  const { acting } = props
  const as = <Name extends Opened['name']>(name: Name) => {
    const opened = acting.opened()
    return opened?.name === name ? (opened as Opened & { name: Name }) : null
  }
  const panel = <Name extends Panel['name']>(name: Name) => {
    const open = acting.panel()
    return open?.name === name ? (open as Panel & { name: Name }) : null
  }
  return (
    <>
      <ArrivingDialog onClose={acting.closePanel}>
        <Switch>
          <Match when={panel('poll')}>{(open) => <NewPoll question={open().question} acting={acting} />}</Match>
          <Match when={panel('remind')}>{(open) => <Remind text={open().text} acting={acting} />}</Match>
          <Match when={panel('day')}>{(open) => <JumpToDay from={open().from} acting={acting} />}</Match>
          <Match when={panel('forward')}>{(open) => <Forward messages={open().messages} acting={acting} />}</Match>
        </Switch>
      </ArrivingDialog>
      <ArrivingDialog onClose={acting.close}>
        <Switch>
          <Match when={as('menu')}>{(opened) => <ActsMenu opened={opened()} acting={acting} />}</Match>
          <Match when={as('sheet')}>{(opened) => <ActsSheet opened={opened()} acting={acting} />}</Match>
          <Match when={as('quick-reactions')}>{(opened) => <ReactMenu opened={opened()} acting={acting} />}</Match>
          <Match when={as('history')}>{(opened) => <History opened={opened()} acting={acting} />}</Match>
          <Match when={as('emoji')} keyed>
            {({ message, row }) => (
              <EmojiChoice anchor={row} onPick={(emoji) => void acting.react(message, emoji)} onClose={acting.close} />
            )}
          </Match>
          <Match when={as('erase-edited')}>
            <EraseEdited acting={acting} />
          </Match>
          <Match when={as('read-by')}>{(opened) => <ReadBy opened={opened()} acting={acting} />}</Match>
          <Match when={as('who-reacted')}>{(opened) => <WhoReacted opened={opened()} acting={acting} />}</Match>
        </Switch>
      </ArrivingDialog>
      <Arriving missing={() => null}>
        <Show when={acting.tip()} keyed>
          {(tip) => <WhoTip tip={tip} acting={acting} />}
        </Show>
      </Arriving>
    </>
  )
}
