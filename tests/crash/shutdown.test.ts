import { describe, expect, test } from 'vitest'
import { segmentName } from '../../shared/wire/documents.ts'
import { closeCodes } from '../../shared/wire/results.ts'
import { Line } from '../world/line.ts'
import { Person } from '../world/person.ts'
import { Relay, startRelay } from '../world/relay.ts'
import { load, Stock } from '../world/stock.ts'
import { within } from '../world/until.ts'

describe('a clean stop', () => {
  test('SIGTERM closes every socket with 1012, ends the process cleanly, and keeps every acknowledged record', async () => {
    const relay = await startRelay()
    const person = await new Person(relay, 'tess').signUp()
    const room = await person.makeRoom()
    const mux = await Line.open(relay, { document: null, token: person.token })
    const plain = await Line.open(relay, { document: segmentName(room, 1), token: person.token })
    await plain.sync()
    const stock = new Stock(relay, segmentName(room, 1), person.token)
    const records = Array.from({ length: 100 }, (_, i) => person.device.post(room, `number ${i}`))
    stock.write(...records)
    await stock.until('one is acknowledged', () => stock.acked.size > 0)
    const end = relay.kill('SIGTERM')
    expect(await within('the plain socket closes', plain.closed)).toBe(closeCodes.restarting)
    expect(await within('the other socket closes', mux.closed)).toBe(closeCodes.restarting)
    expect(await end).toEqual({ code: 0, signal: null })

    const acked = [...stock.acked]
    stock.provider.disconnect()
    await relay.start()
    const kept = await load(relay, segmentName(room, 1), person.token)
    expect([...kept.keys()]).toEqual(expect.arrayContaining(acked))
    stock.provider.connect()
    await stock.until('all are acknowledged', () => records.every(({ name }) => stock.isKept(name)))
    stock.end()
    await relay.stop()
  })

  test('promise 8: a second relay on the same folder refuses with a sentence, and the first keeps running', async () => {
    const relay = await startRelay()
    const second = new Relay({ data: relay.data })
    await expect(second.start()).rejects.toThrow(/Another relay is running on/)
    expect(relay.isAlive).toBe(true)
    expect((await fetch(`${relay.url}/healthz`)).status).toBe(200)
    await relay.stop()
  })
})
