import type { StatusView } from '../../sync/status.ts'

/** What is said once a part of the profile was changed; with no network it waits. */
export const savedWords = (network: ReturnType<StatusView['network']>): string =>
  network === 'online' ? 'Saved.' : 'Saved on this device. It goes out once you are back online.'
