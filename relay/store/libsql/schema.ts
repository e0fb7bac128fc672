import type { Client } from '@libsql/client'
import { LaterVersion } from '../../base/cannot-start.ts'

/**
 * The `ref` of a record, cut from its bytes: 42 bytes and the digits of `seq` before it is its length, one byte. There is an
 * index on this expression, so a change of it needs another migration. `of`: the table's name with a dot, if it needs one.
 */
export const refIn = (of = ''): string => {
  const at = `42 + (${of}seq > 127) + (${of}seq > 16383) + (${of}seq > 2097151) + (${of}seq > 268435455) + (${of}seq > 34359738367) +
    (${of}seq > 4398046511103) + (${of}seq > 562949953421311)`
  const digit = (nth: number) =>
    `(instr('0123456789ABCDEF', substr(hex(substr(${of}bytes, ${at} + 1, 1)), ${nth}, 1)) - 1)`
  return `substr(${of}bytes, ${at} + 2, 16 * ${digit(1)} + ${digit(2)})`
}

/**
 * Each entry takes the database from version i to i + 1. Never edit one that was released. It is plain SQL, so that
 * another SQLite can take libSQL's place.
 *
 * A record row refers to its room, device and user by two small integers (segment, writer), not by text ids.
 * `kind` is null for a repeat. `kind`, `seq` and `bytes` are null for an empty run.
 */
const migrations = [
  `
  CREATE TABLE room (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    name_key TEXT UNIQUE,
    topic TEXT NOT NULL,
    visibility TEXT NOT NULL,
    made INTEGER NOT NULL,
    head INTEGER NOT NULL
  ) WITHOUT ROWID;
  CREATE INDEX room_public ON room (id) WHERE visibility = 'public' AND kind = 'room';

  CREATE TABLE member (
    room TEXT NOT NULL,
    user TEXT NOT NULL,
    role TEXT,
    spans TEXT NOT NULL,
    removed INTEGER NOT NULL,
    PRIMARY KEY (room, user)
  ) WITHOUT ROWID;
  CREATE INDEX member_user ON member (user) WHERE role IS NOT NULL;

  CREATE TABLE user (
    id TEXT PRIMARY KEY,
    username TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    admin INTEGER NOT NULL
  ) WITHOUT ROWID;

  CREATE TABLE device (
    id TEXT PRIMARY KEY,
    user TEXT NOT NULL,
    public_key TEXT NOT NULL,
    added INTEGER NOT NULL
  ) WITHOUT ROWID;
  CREATE INDEX device_user ON device (user);

  CREATE TABLE segment (
    id INTEGER PRIMARY KEY,
    room TEXT NOT NULL,
    number INTEGER NOT NULL,
    newest INTEGER,
    sealed_from INTEGER,
    sealed_to INTEGER,
    sealed_count INTEGER,
    UNIQUE (room, number)
  );
  CREATE TABLE snapshot (
    segment INTEGER PRIMARY KEY REFERENCES segment,
    bytes BLOB NOT NULL
  );

  -- A device in a room: what counts the seq of its records.
  CREATE TABLE writer (
    id INTEGER PRIMARY KEY,
    room TEXT NOT NULL,
    device TEXT NOT NULL,
    user TEXT NOT NULL,
    UNIQUE (room, device)
  );
  -- Rows are only ever appended, and blanked without a change of size (only blank and bytes change, to as many zeros), so
  -- SQLite never moves one to another page: a moved row can leave a copy behind that secure_delete does not reach.
  CREATE TABLE record (
    id INTEGER PRIMARY KEY,
    segment INTEGER NOT NULL REFERENCES segment,
    client INTEGER NOT NULL,
    clock INTEGER NOT NULL,
    length INTEGER NOT NULL,
    writer INTEGER NOT NULL REFERENCES writer,
    seq INTEGER,
    kind INTEGER,
    time INTEGER,
    at INTEGER NOT NULL,
    key TEXT,
    blank INTEGER NOT NULL,
    bytes BLOB
  );
  CREATE UNIQUE INDEX record_clock ON record (segment, client, clock);
  CREATE UNIQUE INDEX record_name ON record (writer, seq) WHERE kind IS NOT NULL;
  CREATE INDEX record_repeat ON record (writer, seq) WHERE kind IS NULL AND seq IS NOT NULL;
  CREATE INDEX record_key ON record (segment, key) WHERE key IS NOT NULL;

  -- Whatever changes a segment drops its snapshot in the same transaction, so none can serve what was erased.
  CREATE TRIGGER record_added AFTER INSERT ON record BEGIN
    DELETE FROM snapshot WHERE segment = NEW.segment;
  END;
  CREATE TRIGGER record_blanked AFTER UPDATE OF blank ON record BEGIN
    DELETE FROM snapshot WHERE segment = NEW.segment;
  END;

  CREATE TABLE document (
    name TEXT PRIMARY KEY,
    state BLOB NOT NULL
  );
  CREATE TABLE answer (
    user TEXT NOT NULL,
    key TEXT NOT NULL,
    answer TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (user, key)
  ) WITHOUT ROWID;
  `,
  `
  ALTER TABLE room ADD COLUMN picture TEXT;
  ALTER TABLE room ADD COLUMN guests INTEGER NOT NULL DEFAULT 1;
  ALTER TABLE room ADD COLUMN invites TEXT NOT NULL DEFAULT 'members';
  ALTER TABLE room ADD COLUMN archived INTEGER;
  ALTER TABLE room ADD COLUMN formerly TEXT NOT NULL DEFAULT '[]';
  ALTER TABLE room ADD COLUMN deleted INTEGER;
  CREATE INDEX room_deleted ON room (id) WHERE deleted IS NOT NULL;
  CREATE INDEX room_picture ON room (picture) WHERE picture IS NOT NULL;

  ALTER TABLE member ADD COLUMN banned INTEGER;
  ALTER TABLE member ADD COLUMN erasing INTEGER;
  CREATE INDEX member_erasing ON member (erasing) WHERE erasing IS NOT NULL;
  DROP INDEX member_user;
  CREATE INDEX member_user ON member (user);

  ALTER TABLE user ADD COLUMN picture TEXT;
  ALTER TABLE user ADD COLUMN about TEXT NOT NULL DEFAULT '';
  ALTER TABLE user ADD COLUMN zone TEXT NOT NULL DEFAULT '';
  ALTER TABLE user ADD COLUMN status TEXT;
  ALTER TABLE user ADD COLUMN shows_seen INTEGER NOT NULL DEFAULT 1;
  ALTER TABLE user ADD COLUMN deleted INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE user ADD COLUMN seen INTEGER;
  CREATE INDEX user_picture ON user (picture) WHERE picture IS NOT NULL;

  ALTER TABLE device ADD COLUMN ended INTEGER;

  CREATE TABLE request (
    room TEXT NOT NULL,
    user TEXT NOT NULL,
    note TEXT NOT NULL,
    at INTEGER NOT NULL,
    refused INTEGER,
    PRIMARY KEY (room, user)
  ) WITHOUT ROWID;
  CREATE INDEX request_user ON request (user);

  CREATE TABLE invitation (
    room TEXT NOT NULL,
    id TEXT NOT NULL,
    hash TEXT NOT NULL,
    by TEXT NOT NULL,
    made INTEGER NOT NULL,
    expires INTEGER,
    uses INTEGER,
    used INTEGER NOT NULL,
    PRIMARY KEY (room, id)
  ) WITHOUT ROWID;
  CREATE INDEX invitation_hash ON invitation (room, hash);

  CREATE TABLE gone (
    user TEXT NOT NULL,
    room TEXT NOT NULL,
    name TEXT NOT NULL,
    why TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (user, room)
  ) WITHOUT ROWID;

  CREATE TABLE block (
    user TEXT NOT NULL,
    blocked TEXT NOT NULL,
    PRIMARY KEY (user, blocked)
  ) WITHOUT ROWID;

  CREATE TABLE picture (
    hash TEXT PRIMARY KEY,
    type TEXT NOT NULL,
    at INTEGER NOT NULL,
    bytes BLOB NOT NULL
  );
  CREATE INDEX picture_at ON picture (at);

  -- What a user wrote and what is still there, to be exported or erased.
  CREATE INDEX writer_user ON writer (user, room);
  CREATE INDEX record_written ON record (writer, time, seq) WHERE kind IS NOT NULL AND NOT blank;

  -- Where the rows of dropped records end up: a deleted row would move its neighbours to other pages (see record).
  INSERT INTO segment (id, room, number) VALUES (0, '', 0);
  `,
  `
  -- How a span ended is kept with the span. Who was out before the ban may have left by themselves.
  UPDATE member SET spans = json_set(spans, '$[#-1][2]', CASE WHEN banned IS NULL THEN 'removed' ELSE 'banned' END)
  WHERE removed AND spans ->> '$[#-1][1]' IS NOT NULL AND (banned IS NULL OR banned <= spans ->> '$[#-1][1]');
  ALTER TABLE member DROP COLUMN removed;
  `,
  `
  -- What was answered about a room, which must not be called by its name once it is deleted.
  CREATE INDEX answer_room ON answer (answer ->> '$.result.room') WHERE answer ->> '$.result.name' <> '';
  `,
  `
  -- Accounts know who governs the relay; the rooms ask nobody.
  ALTER TABLE user DROP COLUMN admin;
  `,
  `
  -- A link ends with the right of whoever made it. Those whose makers lost it before that was kept end now.
  ALTER TABLE invitation ADD COLUMN ended INTEGER;
  ALTER TABLE invitation ADD COLUMN why TEXT;
  UPDATE invitation SET ended = invitation.made, why = CASE
      WHEN member.banned IS NOT NULL THEN 'banned'
      WHEN member.role IS NULL THEN coalesce(member.spans ->> '$[#-1][2]', 'left')
      ELSE 'setting' END
    FROM member JOIN room ON room.id = member.room
    WHERE member.room = invitation.room AND member.user = invitation.by
      AND (member.role IS NULL OR (member.role = 'member' AND room.invites = 'moderators'));

  -- What somebody who asks to be let in calls the room: what it is called meanwhile is for those inside.
  ALTER TABLE request ADD COLUMN name TEXT NOT NULL DEFAULT '';
  UPDATE request SET name = coalesce((SELECT room.name FROM room WHERE room.id = request.room), '');
  `,
  `
  ALTER TABLE user ADD COLUMN strangers_invite INTEGER NOT NULL DEFAULT 0;
  `,
  `
  -- What one account has done lately of what there is a limit to in a day.
  CREATE TABLE done (
    user TEXT NOT NULL,
    what TEXT NOT NULL,
    count INTEGER NOT NULL,
    at INTEGER NOT NULL
  );
  CREATE INDEX done_user ON done (user, what, at);
  CREATE INDEX done_at ON done (at);
  `,
  `
  -- When those links ended of which that was not kept (see above) is unknown. From now on the list shows them for as long as others.
  UPDATE invitation SET ended = unixepoch() * 1000 WHERE ended = made;
  `,
  `
  -- Brought by a device that did not sign it: the client id is the relay's own.
  ALTER TABLE record ADD COLUMN carried INTEGER NOT NULL DEFAULT 0;
  `,
  `
  -- A snapshot is one page of a sealed segment: what follows this client and clock. It is made again when it is read.
  DROP TABLE snapshot;
  CREATE TABLE snapshot (
    id INTEGER PRIMARY KEY,
    segment INTEGER NOT NULL REFERENCES segment,
    client INTEGER NOT NULL,
    clock INTEGER NOT NULL,
    bytes BLOB NOT NULL
  );
  CREATE UNIQUE INDEX snapshot_after ON snapshot (segment, client, clock);
  -- Every answer ends with the blank clocks of its segment.
  CREATE INDEX record_blank ON record (segment, client, clock, length) WHERE blank;
  `,
  `
  -- The edits of a post are erased with it.
  CREATE INDEX record_edit ON record (segment, ${refIn()}) WHERE kind = 2 AND NOT blank;
  `,
  `
  ALTER TABLE room ADD COLUMN threads TEXT NOT NULL DEFAULT 'folded';
  `,
  `
  -- A poll takes no votes once somebody has closed it.
  CREATE INDEX record_close ON record (segment, ${refIn()}) WHERE kind = 9 AND NOT blank;
  `,
]

/**
 * Upgrades the file to this program's version, or to an earlier one (`to`). Throws for a file that a later program has
 * written.
 */
export const migrate = async (client: Client, to = migrations.length): Promise<void> => {
  const { rows } = await client.execute('PRAGMA user_version')
  const version = Number(rows[0]?.user_version)
  if (version > migrations.length)
    throw new LaterVersion(`a newer version of Yabber wrote it (database version ${version})`)
  for (const [from, sql] of migrations.slice(0, to).entries())
    if (from >= version)
      await client.executeMultiple(`BEGIN IMMEDIATE; ${sql}; PRAGMA user_version = ${from + 1}; COMMIT`)
}
