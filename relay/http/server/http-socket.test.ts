import type { Socket } from 'node:net'
import { PassThrough } from 'node:stream'
import { expect, it } from 'vitest'
import { until } from '../../../tests/world/until.ts'
import { HttpSocket } from './http-socket.ts'

const piecesOf = async (bytes: Buffer): Promise<Buffer[]> => {
  const raw = new PassThrough()
  const pieces: Buffer[] = []
  const socket = new HttpSocket(raw as unknown as Socket)
  socket.on('data', (piece: Buffer) => pieces.push(piece))
  raw.end(bytes)
  await until('all is handed on', () => Buffer.concat(pieces).length === bytes.length)
  expect(Buffer.concat(pieces).equals(bytes)).toBe(true)
  return pieces
}

it.each(['\n\n', 'x\n\n', '\r\n\r\n', '\n\r\n'])('passes on 64 kB of %j in few pieces', async (words) => {
  const bytes = Buffer.from(words.repeat(65_536 / words.length))
  expect((await piecesOf(bytes)).length).toBeLessThan(2_500)
})

it('ends a piece after the headers of a request', async () => {
  const request = `GET /a/page HTTP/1.1\r\nhost: chat.example.org\r\naccept: text/html,*/*\r\n\r\n`
  const pieces = await piecesOf(Buffer.from(request.repeat(3)))
  expect(pieces.map(String)).toEqual([request, request, request])
})
