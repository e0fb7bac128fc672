import { Page } from '../ui/Page.tsx'

export function NotFound() {
  return (
    <Page
      title="Nothing at this address"
      acts={
        <a class="button main" href="/">
          Back to your rooms
        </a>
      }
    >
      <p>The link may have lost a character on its way.</p>
    </Page>
  )
}
