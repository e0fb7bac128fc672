import type { InStatement, Row } from '@libsql/client'
import type { DeviceRow } from '../../people.ts'
import type { Change } from '../../store.ts'
import { type Database, numberOrNull } from '../database.ts'

/** A device belongs to one user forever, so no row is ever replaced. */
export const insertDevices = (devices: readonly DeviceRow[]): InStatement[] =>
  devices.map(({ id, user, publicKey, added, ended }) => ({
    sql: 'INSERT INTO device (id, user, public_key, added, ended) VALUES (?, ?, ?, ?, ?)',
    args: [id, user, publicKey, added, ended],
  }))

export const endDevices = (devices: NonNullable<Change['endDevices']>): InStatement[] =>
  devices.map(({ id, at }) => ({
    sql: 'UPDATE device SET ended = ? WHERE id = ? AND ended IS NULL',
    args: [at, id],
  }))

export const readDevice = async (database: Database, id: string): Promise<DeviceRow | null> => {
  const [row] = await database.rows('SELECT * FROM device WHERE id = ?', [id])
  return row ? toDevice(row) : null
}

export const readDevicesOf = async (database: Database, users: readonly string[]): Promise<DeviceRow[]> => {
  const rows = await database.rows(
    'SELECT * FROM device WHERE user IN (SELECT value FROM json_each(?)) ORDER BY added, id',
    [JSON.stringify(users)],
  )
  return rows.map(toDevice)
}

const toDevice = (row: Row): DeviceRow => ({
  id: String(row.id),
  user: String(row.user),
  publicKey: String(row.public_key),
  added: Number(row.added),
  ended: numberOrNull(row.ended),
})
