import type { Log, LogEvent } from '../base/surroundings.ts'
import type { Sender } from '../gate/sender.ts'
import { RateLimit } from '../pace/rate-limit.ts'

type How = Extract<LogEvent, { what: 'misbehaviour' }>['how']

const minute = 60_000

/** Logs what devices should not do. A flood must not fill the disk, so each kind is logged once a minute for a user. */
export class Misbehaviour {
  readonly #log: Log
  readonly #lines: RateLimit

  constructor(log: Log, now: () => number) {
    this.#log = log
    this.#lines = new RateLimit({ burst: 1, everyMs: minute }, now)
  }

  note(how: How, room: string, { user, device }: Pick<Sender, 'user' | 'device'>, name: string): void {
    if (this.#lines.take(`${how} ${user}`) === 0) this.#log({ what: 'misbehaviour', room, device, name, how })
  }
}
