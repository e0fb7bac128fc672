import CalendarClock from 'lucide-solid/icons/calendar-clock'
import ChartBar from 'lucide-solid/icons/chart-bar'
import { createMemo, createSignal, Show, untrack } from 'solid-js'
import { isVisible } from '../../../shared/visible.ts'
import { useLobby } from '../../lobby/model/LobbyView.ts'
import type { ToSend } from '../../own/later.ts'
import { usePeople } from '../../people/model/PeopleView.ts'
import { Arriving } from '../../status/Arriving.tsx'
import { ArrivingDialog } from '../../status/ArrivingDialog.tsx'
import { part } from '../../ui/reactive/part.ts'
import { t as common } from '../../words/common.ts'
import { t as later } from '../../words/later.ts'
import { t as acts } from '../../words/message.ts'
import { t } from '../../words/room.ts'
import { t as threads } from '../../words/thread.ts'
import { JustSent } from '../later/JustSent.tsx'
import type { Acting } from '../message/acting.ts'
import { WritingStrip } from '../message/WritingStrip.tsx'
import { mayMentionAll } from '../model/mentions.ts'
import type { Mentionable } from './Completion.tsx'
import { Composer } from './Composer.tsx'
import { commandsIn } from './commands/commands.ts'
import { createCommands } from './commands/createCommands.ts'
import { createDraft, placeOf } from './createDraft.ts'
import { insertText } from './insertText.ts'

const MentionNotes = part(() => import('./MentionNotes.tsx'))
const SendLater = part(() => import('../later/SendLater.tsx'))
const UnknownCommand = part(() => import('./commands/UnknownCommand.tsx'))

const codeBlock = '```\n\n```'

/**
 * The composer of a room. While a message is edited, a second one takes its place, so the draft in the first stays as
 * it is.
 */
export function RoomComposer(props: {
  acting: Acting
  ref: (focus: () => void) => void
  onOpen: (dialog: 'invite' | 'status' | 'leave') => void
}) {
  const { acting } = props
  const { room } = acting
  let field: HTMLTextAreaElement | undefined
  let editField: HTMLTextAreaElement | undefined
  props.ref(() => (editing() ? editField : field)?.focus())

  const lobby = useLobby()
  const draft = createDraft(acting, placeOf(room))
  const mentionable: Mentionable = {
    get members() {
      return room.members()
    },
    get rooms() {
      return lobby.rooms()
    },
    get mayMentionAll() {
      return mayMentionAll(room)
    },
    get commands() {
      return editing() ? [] : commandsIn(room)
    },
  }
  /** What is being written, or else what was just sent: whom it does not reach is said before and after. */
  const [written, setWritten] = createSignal(untrack(draft.text))
  const noted = createMemo(() => (isCommand(written()) || !written().includes('@') ? '' : written()))
  const send = (text: string) => {
    const stored = acting.post(text)
    setWritten(text)
    return stored
  }
  const commands = createCommands({
    room,
    lobby,
    people: usePeople(),
    post: send,
    startCode: () => {
      if (!field) return
      insertText(field, codeBlock)
      field.setSelectionRange(codeBlock.length / 2, codeBlock.length / 2)
    },
    openPoll: acting.openPoll,
    openRemind: acting.openRemind,
    open: (dialog) => props.onOpen(dialog),
    say: (text) => acting.say(text, true),
  })
  const reply = createMemo(() => (acting.writing()?.name === 'reply' ? acting.writing() : null))
  const editing = createMemo(() => (acting.writing()?.name === 'edit' ? acting.writing() : null))
  const stop = (): boolean => {
    const isWriting = acting.writing() !== null
    acting.stopWriting()
    return isWriting
  }
  const [scheduling, setScheduling] = createSignal(false)
  const sendLater = async (when: ToSend['when']) => {
    setScheduling(false)
    await draft.sendLater(when).then(acting.stopWriting, () => acting.say(later('notStored'), true))
    field?.focus()
  }
  const undoSend = () => {
    const last = acting.undoSend()
    if (last) draft.putBack(last)
    field?.focus()
  }
  return (
    <>
      <div hidden={editing() !== null}>
        <Composer
          label={acting.inThread ? threads('write') : t('write', room.title())}
          draft={draft.text()}
          typing={room.typing()}
          mentionable={mentionable}
          ref={(element) => {
            field = element
          }}
          onSend={commands.send}
          onDraft={(text) => {
            commands.typed(text)
            draft.keepText(text)
            if (isVisible(text)) setWritten(text)
          }}
          onRest={draft.rest}
          onTyped={() => room.typed()}
          above={
            <>
              <Show when={noted()}>
                <Arriving missing={() => null}>
                  <MentionNotes room={room} text={noted()} />
                </Arriving>
              </Show>
              <Show when={reply()}>{(writing) => <WritingStrip writing={writing()} onStop={stop} />}</Show>
              <Show when={commands.unknown()}>
                {(word) => (
                  <Arriving missing={() => null}>
                    <UnknownCommand
                      word={word()}
                      onSend={() => commands.sendAsText(() => field?.form?.requestSubmit())}
                      onDismiss={() => {
                        commands.dismiss()
                        field?.focus()
                      }}
                    />
                  </Arriving>
                )}
              </Show>
            </>
          }
          onEscape={stop}
          onUp={acting.editLast}
          acts={
            <>
              <button
                type="button"
                class="icon-button"
                aria-label={acts('createPoll')}
                onClick={() => acting.openPoll()}
              >
                <ChartBar size={18} />
              </button>
              <Show when={isVisible(draft.text())}>
                <button
                  type="button"
                  class="icon-button"
                  aria-label={later('sendLater')}
                  title={later('sendLater')}
                  onClick={() => setScheduling(true)}
                >
                  <CalendarClock size={18} />
                </button>
              </Show>
            </>
          }
          below={
            <>
              <Show when={draft.replaced()}>
                <span class="just-sent">
                  {t('otherDraft')}{' '}
                  <button type="button" class="just-sent-undo" onClick={draft.useReplaced}>
                    {t('useOther')}
                  </button>
                </span>
              </Show>
              <JustSent acting={acting} onUndo={undoSend} />
            </>
          }
        />
      </div>
      <Show when={scheduling()}>
        <ArrivingDialog onClose={() => setScheduling(false)}>
          <SendLater room={room} onPick={(when) => void sendLater(when)} onClose={() => setScheduling(false)} />
        </ArrivingDialog>
      </Show>
      <Show when={editing()} keyed>
        {(writing) => (
          <Composer
            label={acts('editLabel')}
            draft={draft.edited() ?? writing.message.text}
            typing={[]}
            mentionable={mentionable}
            ref={(element) => {
              editField = element
            }}
            onSend={acting.saveEdit}
            onDraft={(text) => draft.keepEdit(writing, text)}
            onRest={draft.rest}
            onTyped={() => {}}
            above={<WritingStrip writing={writing} onStop={stop} />}
            save={common('save')}
            keys={acts('editKeys')}
            onEmpty={() => acting.askToErase(writing.message)}
            onEscape={stop}
          />
        )}
      </Show>
    </>
  )
}

/** Names in a command are not mentions, except in what `/me` says. */
const isCommand = (text: string): boolean => /^\/(?!me\s)/.test(text)
