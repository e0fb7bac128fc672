import type { Act } from '../../shared/room/acts.ts'
import { closeCodes } from '../../shared/wire/results.ts'
import { type ActAnswer, ActsInTurn, type IsSignedIn } from '../acts/acts-in-turn.ts'
import { ClockWatch } from '../base/clock-watch.ts'
import type { Clock, ClockTrouble, Log, Verify } from '../base/surroundings.ts'
import { DueErasures } from '../chores/due-erasures.ts'
import { DueWork } from '../chores/due-work.ts'
import { Notices } from '../chores/notices.ts'
import { Connections } from '../connection/connections.ts'
import { LastSeen } from '../connection/last-seen.ts'
import type { Connection, Identity, Socket } from '../connection/socket.ts'
import { OpenHomes } from '../documents/open-homes.ts'
import { Writing } from '../documents/writing.ts'
import { LaterChecks } from '../gate/later-checks.ts'
import { anyNumberOfKeys, RateLimit } from '../pace/rate-limit.ts'
import type { RelayLimits } from '../pace/relay-limits.ts'
import { perSecond } from '../pace/token-bucket.ts'
import { People } from '../people/people.ts'
import { CommittedRecords } from '../room/committed-records.ts'
import { Misbehaviour } from '../room/misbehaviour.ts'
import { recordTimes } from '../room/record-times.ts'
import { Rooms } from '../room/rooms.ts'
import type { Store } from '../store/store.ts'
import { removeForged } from './forged-records.ts'
import { OpenDocuments } from './open-documents.ts'

export interface CoreParts {
  store: Store
  clock: Clock
  verify: Verify
  limits: RelayLimits
  log: Log
  clockWatch?: ClockWatch
}

/** For callers that act without a session. */
const always: IsSignedIn = async () => true

/** The rooms, documents and connections of one relay. */
export class Core {
  /** Whoever wants to know of new records subscribes here. */
  readonly committed: CommittedRecords
  readonly people: People
  readonly #wired: ReturnType<typeof wire>

  constructor(parts: CoreParts) {
    this.#wired = wire(parts)
    this.committed = this.#wired.committed
    this.people = this.#wired.people
  }

  /** `document` is null for many documents over this socket. If something is not allowed, the socket is closed. */
  accept(socket: Socket, who: Identity, document: string | null): Connection {
    return this.#wired.connections.accept(socket, who, document)
  }

  /** What disagrees with this machine's clock, or null. */
  clockTrouble(): ClockTrouble | null {
    return this.#wired.clockWatch.trouble()
  }

  /** Closes the session's sockets with 4401. */
  endSession(session: string): void {
    this.#wired.connections.closeWhere((who) => who.session === session, closeCodes.signedOut, 'session ended')
  }

  /** Closes all of the user's sockets with 4401. */
  endUser(user: string): void {
    this.#wired.connections.closeWhere((who) => who.user === user, closeCodes.signedOut, 'account ended')
  }

  /** Runs an act only once: the same key from the same user gets the first answer again. */
  act(user: string, key: string, act: Act, isSignedIn: IsSignedIn = always): Promise<ActAnswer> {
    return this.#wired.acts.act(user, key, act, isSignedIn)
  }

  /** Closes every socket with 1012. Resolves when everything accepted is on disk. */
  async stop(): Promise<void> {
    const { connections, dueWork, lastSeen, rooms, laterChecks, writing, committed } = this.#wired
    connections.stop()
    await dueWork.stop()
    await lastSeen.write()
    await rooms.settled()
    await laterChecks.settled()
    await writing.settled()
    committed.close()
  }
}

/** Makes the parts in the order in which they need each other. */
const wire = (parts: CoreParts) => {
  const { store, clock, verify, limits, log } = parts
  const now = () => clock.now()
  const limit = (rate: number, burst: number) =>
    new RateLimit({ ...perSecond(rate, burst), keys: anyNumberOfKeys }, now)
  const clockWatch = parts.clockWatch ?? new ClockWatch(parts)

  const committed = new CommittedRecords(log)
  committed.subscribe(recordTimes(store.records, clockWatch))

  const writing = new Writing(store)
  const laterChecks = new LaterChecks(verify)
  const rooms = new Rooms({
    ...parts,
    committed,
    misbehaviour: new Misbehaviour(log, now),
    tokens: limit(limits.recordsPerSecond, limits.recordsBurst),
    carriedTokens: limit(limits.carriedPerSecond, limits.carriedBurst),
    writing,
    laterChecks,
  })
  const documents = new OpenDocuments({ rooms, homes: new OpenHomes({ store, clock, writing }) })
  writing.subscribe((updates) => documents.tell(updates))

  const lastSeen = new LastSeen(parts)
  const connections = new Connections({ ...parts, people: store.people, clockWatch, open: documents.open, lastSeen })
  laterChecks.onForged(removeForged({ log, rooms, connections }))

  const shared = { ...parts, rooms, writing }
  const erasing = new DueErasures(shared)
  const acts = new ActsInTurn({ ...shared, erasing })
  const dueWork = new DueWork({ ...parts, erasing, notices: new Notices(shared) })
  const people = new People({ store, clock, writing, acts, connections })

  return { committed, people, clockWatch, writing, laterChecks, rooms, lastSeen, connections, acts, dueWork }
}
