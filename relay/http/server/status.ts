import type { RefusalCode } from '../../../shared/wire/results.ts'

/** The HTTP status of a refusal. */
export const statusOf = (code: RefusalCode): 403 | 404 | 409 | 410 | 413 | 422 | 429 | 507 => {
  switch (code) {
    case 'no-such-room':
    case 'no-such-user':
    case 'no-such-target':
      return 404
    case 'already':
    case 'name-taken':
    case 'name-used':
    case 'owner-must-hand-over':
    case 'too-many':
    case 'too-many-today':
    case 'no-such-picture':
      return 409
    case 'invitation-over':
      return 410
    case 'too-large':
      return 413
    case 'bad-name':
    case 'bad-body':
    case 'too-early':
    case 'erased':
    case 'target-erased':
      return 422
    case 'too-fast':
      return 429
    case 'full':
    case 'segment-full':
      return 507
    case 'not-a-member':
    case 'not-allowed':
    case 'not-yours':
    case 'private':
    case 'closed':
    case 'archived':
    case 'banned':
    case 'blocked':
    case 'invite-only':
    case 'bad-signature':
    case 'poll-closed':
      return 403
  }
}
