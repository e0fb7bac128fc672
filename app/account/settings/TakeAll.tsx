import Download from 'lucide-solid/icons/download'
import { usePeople } from '../../people/model/PeopleView.ts'
import { t } from '../../words/settings.ts'
import { useSettings } from '../model/SettingsView.ts'
import { createSubmission } from '../submission.ts'
import { Said } from './Said.tsx'

/** Packs all the user's data into one file and downloads it. */
export function TakeAll() {
  const people = usePeople()
  const settings = useSettings()
  const submission = createSubmission(() => t('exported'))
  const take = () =>
    submission.run(async () => {
      const account = await settings.takeAll()
      if (typeof account === 'string') return { trouble: account }
      const packing = await import('./packExport.ts').catch(() => null) // the network has just failed
      if (packing === null) return { trouble: 'offline' }
      const zip = await packing.packExport(account, settings.picture)
      handOver(zip, `yabber-${people.me()?.username ?? 'account'}.zip`)
      return null
    })
  return (
    <div class="prefs-acts">
      <button type="button" class="button" aria-disabled={submission.busy()} onClick={() => void take()}>
        <Download size={16} /> {t(submission.busy() ? 'packing' : 'exportData')}
      </button>
      <Said text={submission.said()} wrong={!submission.isDone()} />
    </div>
  )
}

const handOver = (zip: Uint8Array<ArrayBuffer>, name: string) => {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([zip], { type: 'application/zip' }))
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
