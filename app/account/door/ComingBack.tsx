import { useNavigate, useSearchParams } from '@solidjs/router'
import { onMount } from 'solid-js'
import { Page } from '../../ui/page/Page.tsx'
import { t } from '../../words/common.ts'
import { useAccount } from '../model/AccountView.ts'
import { doorTo, wayOn } from '../signInLinks.ts'

/**
 * The page that a sign-in provider returns to. It asks the relay who is signed in, and goes on to the page that the
 * user wanted.
 */
export function ComingBack() {
  const account = useAccount()
  const navigate = useNavigate()
  const [search] = useSearchParams()
  onMount(async () => {
    const to = wayOn(search.to)
    const isIn = await account.comeBack()
    navigate(isIn ? to : doorTo('sign-in', to), { replace: true })
  })
  return <Page title={t('oneMoment')} />
}
