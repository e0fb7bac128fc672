import Share from 'lucide-solid/icons/share-2'
import { Show } from 'solid-js'
import { CopyText } from '../../ui/fields/CopyText.tsx'
import { QrCode } from '../../ui/pictures/QrCode.tsx'
import { t } from '../../words/invite.ts'

export function NewLink(props: { link: string; room: string; waiting: boolean }) {
  // `share` rejects if the person closes the share sheet. That is not an error.
  const share = () => void navigator.share({ title: props.room, url: props.link }).catch(() => {})
  return (
    <section class="new-link" aria-label={t('newLink')}>
      <QrCode text={props.link} label={t('qrCode')} />
      <CopyText label={t('link')} text={props.link} />
      <p class="invite-note" role="status">
        {props.waiting ? t('worksLater') : t('copyNow')}
      </p>
      <p class="invite-note">{t('whatItShows')}</p>
      <Show when={'share' in navigator}>
        <button type="button" class="button" onClick={share}>
          <Share size={16} />
          {t('share')}
        </button>
      </Show>
    </section>
  )
}
