import { askAgainMs } from '../../shared/room/acts.ts'
import type { RefusalCode } from '../../shared/wire/results.ts'
import type { RequestCard } from '../lobby/model/LobbyView.ts'
import { sayRefused } from '../ui/text/sayRefused.ts'
import { t } from '../words/refusals.ts'

/** Whether a person may ask to join, given their last request. After a refusal they may ask again a day later. */
export const mayAsk = (request: Pick<RequestCard, 'state' | 'at'> | undefined, now: number): boolean =>
  request === undefined || (request.state === 'refused' && now >= request.at + askAgainMs)

/** Why a request was refused. Here `already` means that it is too early to ask again, so it has its own text. */
export const whyNotAsked = (code: RefusalCode): string =>
  code === 'already' ? t('notAskedAgain') : sayRefused(code, 'request', null)
