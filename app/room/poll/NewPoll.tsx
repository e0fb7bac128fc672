import { createSignal, Index, Show } from 'solid-js'
import { limits } from '../../../shared/record/limits.ts'
import { isVisible } from '../../../shared/visible.ts'
import { Check } from '../../ui/fields/Check.tsx'
import { Field } from '../../ui/fields/Field.tsx'
import { Select } from '../../ui/fields/Select.tsx'
import { Dialog } from '../../ui/popups/Dialog.tsx'
import { t } from '../../words/poll.ts'
import type { Acting } from '../message/acting.ts'
import { closingTimes, type PollDraft, pollOf } from './pollDraft.ts'
import './new-poll.css'

/** Makes a poll. `question`: what the field has at first. */
export default function NewPoll(props: { question: string; acting: Acting }) {
  const [draft, setDraft] = createSignal<PollDraft>({
    question: props.question,
    options: ['', ''],
    many: false,
    named: true,
    closing: 'never',
    at: '',
  })
  const [trouble, setTrouble] = createSignal<string>()
  const change = (part: Partial<PollDraft>) => {
    setDraft({ ...draft(), ...part })
    setTrouble(undefined)
  }
  /** There is always an empty field after the last option. */
  const write = (at: number, text: string) => {
    const options = draft().options.with(at, text)
    if (isVisible(options.at(-1) ?? '') && options.length < limits.mostOptions) options.push('')
    change({ options })
  }
  let list!: HTMLFieldSetElement
  const onEnter = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.isComposing || !(event.target instanceof HTMLInputElement)) return
    const fields = [...list.querySelectorAll('input')]
    const next = fields[fields.indexOf(event.target) + 1]
    if (!next) return
    event.preventDefault()
    next.focus()
  }
  const create = async (event: Event) => {
    event.preventDefault()
    const made = pollOf(draft(), props.acting.room.now())
    if (typeof made === 'string') return setTrouble(t(made))
    try {
      await props.acting.post(made.question, { poll: made.poll })
    } catch {
      return setTrouble(t('failed')) // it was not stored on this device
    }
    props.acting.closePanel()
    return undefined
  }
  return (
    <Dialog title={t('newPoll')} onClose={props.acting.closePanel}>
      <form class="dialog-form" noValidate onSubmit={create}>
        <Field
          label={t('question')}
          name="question"
          maxLength={limits.optionLength * 5}
          value={draft().question}
          onInput={(question) => change({ question })}
        />
        <fieldset ref={list} class="new-poll-options" onKeyDown={onEnter}>
          <legend class="field-label">{t('options')}</legend>
          <Index each={draft().options}>
            {(option, at) => (
              <input
                class="new-poll-option"
                dir="auto"
                aria-label={t('optionField', at + 1)}
                placeholder={t('optionField', at + 1)}
                maxLength={limits.optionLength}
                value={option()}
                onInput={(event) => write(at, event.currentTarget.value)}
              />
            )}
          </Index>
        </fieldset>
        <Check label={t('allowMany')} checked={draft().many} onChange={(many) => change({ many })} />
        <Check
          label={t('showNames')}
          text={t('showNamesAbout')}
          checked={draft().named}
          onChange={(named) => change({ named })}
        />
        <Select
          label={t('closing')}
          of={closingTimes.map((value) => ({ value, name: t(`after.${value}`) }))}
          value={draft().closing}
          onChoose={(closing) => change({ closing })}
        />
        <Show when={draft().closing === 'at'}>
          <input
            type="datetime-local"
            class="new-poll-option"
            aria-label={t('time')}
            value={draft().at}
            onInput={(event) => change({ at: event.currentTarget.value })}
          />
        </Show>
        <p class="field-about trouble" role="alert">
          {trouble()}
        </p>
        <div class="dialog-acts">
          <button type="submit" class="button main">
            {t('create')}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
