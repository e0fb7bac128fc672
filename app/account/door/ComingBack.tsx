import { useNavigate, useSearchParams } from '@solidjs/router'
import { onMount } from 'solid-js'
import { Page } from '../../ui/Page.tsx'
import { useAccount } from '../model/AccountView.ts'
import { doorTo, wayOn } from '../signInLinks.ts'

/** Where a provider's sign-in ends: whoever the relay says this is, is in, and goes on to where they wanted to be. */
export function ComingBack() {
  const account = useAccount()
  const navigate = useNavigate()
  const [search] = useSearchParams()
  onMount(async () => {
    const to = wayOn(search.to)
    const isIn = await account.comeBack()
    navigate(isIn ? to : doorTo('sign-in', to), { replace: true })
  })
  return <Page title="One moment…" />
}
