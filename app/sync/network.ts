import type { Socket } from './socket.ts'

export type Network = 'online' | 'connecting' | 'offline'

/** After a failure the network counts as offline until the relay says hello, no matter how many attempts follow. */
export const networkOf = (state: ReturnType<Socket['state']>, hasFailed: boolean): Network => {
  switch (state) {
    case 'open':
      return 'online'
    case 'idle':
      return hasFailed ? 'offline' : 'online'
    case 'connecting':
      return hasFailed ? 'offline' : 'connecting'
    case 'broken':
    case 'ended':
      return 'offline'
  }
}
