import { useLocation } from '@solidjs/router'

/** What an address brings behind its `#`: that part never leaves the browser, and so no log has it. */
export const useLinkToken = (): string => useLocation().hash.replace(/^#/, '')
