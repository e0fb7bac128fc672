import { askAgainMs } from '../../shared/room/acts.ts'
import type { RefusalCode } from '../../shared/wire/results.ts'
import type { RequestCard } from '../lobby/model/LobbyView.ts'
import { sayRefused } from '../ui/sayRefused.ts'
import { sentences } from '../ui/sentences.ts'

/** Whether one may ask to be let in, with a request that stands so; a day after a no one may again. */
export const mayAsk = (request: Pick<RequestCard, 'state' | 'at'> | undefined, now: number): boolean =>
  request === undefined || (request.state === 'refused' && now >= request.at + askAgainMs)

/** Why one may not: `already` says only that it is too early, so it has words of its own. */
export const whyNotAsked = (code: RefusalCode): string =>
  code === 'already' ? sentences.lobby.request.again : sayRefused(code, 'request', null)
