import { type Run, runsOf as runsWith } from '../../shared/links.ts'

export const runsOf = (text: string): Run[] => runsWith(text, hrefOf)

const hrefOf = (address: string): string | null => {
  const url = URL.parse(address)
  return url?.hostname ? url.href : null
}
