import { createComputed, createSignal, For, Show } from 'solid-js'
import { createStore } from 'solid-js/store'
import { cleanDisplayName, longestAbout, longestDisplayName, type ProfileChange } from '../../../shared/room/profile.ts'
import { cleanLine } from '../../../shared/visible.ts'
import type { RefusalCode } from '../../../shared/wire/results.ts'
import type { OwnProfile } from '../../people/model/PeopleView.ts'
import { usePeople } from '../../people/model/PeopleView.ts'
import { PicturePicker } from '../../people/picture/PicturePicker.tsx'
import { Field } from '../../ui/fields/Field.tsx'
import { Avatar } from '../../ui/pictures/Avatar.tsx'
import { useNow } from '../../ui/reactive/useNow.ts'
import { timeThere, timeZones } from '../../ui/text/zones.ts'
import { t as common } from '../../words/common.ts'
import { capMarks, isolated } from '../../words/marks.ts'
import { t } from '../../words/settings.ts'
import { SavedOrWhy } from './SavedOrWhy.tsx'
import { UsernameForm } from './UsernameForm.tsx'

/** What others see of the user. Changes made offline wait until the relay can be reached. */
export default function ProfileSection() {
  const people = usePeople()
  return (
    <Show when={people.me()?.id} keyed>
      <ProfileForm me={people.me() as OwnProfile} />
      <UsernameForm />
    </Show>
  )
}

function ProfileForm(props: { me: OwnProfile }) {
  const people = usePeople()
  const [fields, setFields] = createStore({ name: '', about: '', zone: '' })
  /**
   * Fields that the user has edited. All others follow the profile, which may still load from the disk or change on
   * another device.
   */
  const touched = new Set<keyof typeof fields>()
  createComputed(() => {
    const { name, about = '', zone = '' } = props.me
    for (const [field, value] of Object.entries({ name, about, zone }) as [keyof typeof fields, string][])
      if (!touched.has(field)) setFields(field, value)
  })
  const [outcome, setOutcome] = createSignal<RefusalCode | 'saved' | null>(null)
  const [wrong, setWrong] = createSignal<string>()
  const picture = () => people.me()?.picture ?? null

  /** Resolves to true if the change was not refused. */
  const change = async (change: ProfileChange): Promise<boolean> => {
    const refused = await people.change(change)
    setOutcome(refused ?? 'saved')
    return refused === null
  }
  const submit = async (event: Event) => {
    event.preventDefault()
    const name = cleanDisplayName(fields.name)
    setWrong(name === null ? t('nameLength') : undefined)
    if (name === null) return
    const all = { name, about: cleanLine(fields.about), zone: fields.zone }
    setFields(all)
    const isTaken = await change(Object.fromEntries([...touched].map((field) => [field, all[field]])))
    // Fields that the user has edited since then stay marked.
    for (const field of touched) if (isTaken && fields[field] === all[field]) touched.delete(field)
  }
  const set = (field: keyof typeof fields) => (value: string) => {
    touched.add(field)
    setFields(field, value)
    setOutcome(null)
  }

  return (
    <section class="prefs-part" aria-label={t('page.profile')}>
      <PicturePicker
        label={t('picture')}
        of="person"
        id={props.me.id}
        name={fields.name}
        picture={picture()}
        onPicked={(hash) => void change({ picture: hash })}
      />
      <form class="prefs-part" noValidate onSubmit={submit}>
        <Field
          label={t('name')}
          name="display-name"
          autocomplete="name"
          maxLength={longestDisplayName}
          value={fields.name}
          onInput={set('name')}
          error={wrong()}
        />
        <Field
          label={t('about')}
          name="about"
          autocomplete="off"
          maxLength={longestAbout}
          value={fields.about}
          onInput={set('about')}
          hint={t('aboutHint')}
        />
        <ZoneField value={fields.zone} onChoose={set('zone')} />
        <div class="prefs-acts">
          <button type="submit" class="button main">
            {common('save')}
          </button>
          <SavedOrWhy outcome={outcome()} />
        </div>
      </form>
      <h2>{t('preview')}</h2>
      <section class="prefs-preview" aria-label={t('preview')}>
        <Avatar id={props.me.id} name={fields.name} picture={picture()} />
        <p class="prefs-item-words">
          <bdi>{capMarks(fields.name)}</bdi>
          <span>
            {[`@${people.me()?.username}`, fields.about && isolated(fields.about)].filter(Boolean).join(' · ')}
          </span>
        </p>
      </section>
    </section>
  )
}

function ZoneField(props: { value: string; onChoose: (zone: string) => void }) {
  const now = useNow()
  const zones = timeZones()
  return (
    <div class="field">
      <label for="zone">{t('timeZone')}</label>
      <select id="zone" class="select" onChange={(event) => props.onChoose(event.currentTarget.value)}>
        <option value="" selected={props.value === ''}>
          {t('noTimeZone')}
        </option>
        <For each={zones}>
          {(zone) => (
            <option value={zone} selected={props.value === zone}>
              {zone.replaceAll('_', ' ')}
            </option>
          )}
        </For>
      </select>
      <p class="field-about">{props.value ? t('timeThere', timeThere(props.value, now())) : t('timeZoneHint')}</p>
    </div>
  )
}
