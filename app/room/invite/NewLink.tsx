import Share from 'lucide-solid/icons/share-2'
import { Show } from 'solid-js'
import { CopyText } from '../../ui/CopyText.tsx'
import { QrCode } from '../../ui/QrCode.tsx'

export function NewLink(props: { link: string; room: string; waiting: boolean }) {
  // `share` rejects if the person closes the share sheet. That is not an error.
  const share = () => void navigator.share({ title: props.room, url: props.link }).catch(() => {})
  return (
    <section class="new-link" aria-label="New link">
      <QrCode text={props.link} label="QR code of the link" />
      <CopyText label="Link" text={props.link} />
      <p class="invite-note" role="status">
        {props.waiting ? 'This link will work once you’re back online.' : 'Copy it now. You won’t see it again.'}
      </p>
      <Show when={'share' in navigator}>
        <button type="button" class="button" onClick={share}>
          <Share size={16} />
          Share
        </button>
      </Show>
    </section>
  )
}
