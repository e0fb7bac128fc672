import { expect, it } from 'vitest'
import { isLoopback, originsServed } from './addresses.ts'

const interfaces = {
  lo: [{ address: '127.0.0.1', family: 'IPv4', internal: true }],
  eth0: [
    { address: '192.168.1.5', family: 'IPv4', internal: false },
    { address: 'fd00::5', family: 'IPv6', internal: false },
    { address: 'fe80::5', family: 'IPv6', internal: false },
  ],
} as unknown as Parameters<typeof originsServed>[2]

it.each([
  ['127.0.0.1', '127.0.0.1', 8300, ['http://localhost:8300', 'http://127.0.0.1:8300']],
  ['127.0.0.1', 'localhost', 8300, ['http://localhost:8300', 'http://127.0.0.1:8300']],
  ['::1', '::1', 8300, ['http://localhost:8300', 'http://127.0.0.1:8300', 'http://[::1]:8300']],
  ['127.0.0.2', '127.0.0.2', 8300, ['http://localhost:8300', 'http://127.0.0.1:8300', 'http://127.0.0.2:8300']],
  ['192.168.1.5', '192.168.1.5', 80, ['http://192.168.1.5']],
  ['192.168.1.5', 'Den.lan', 8300, ['http://den.lan:8300', 'http://192.168.1.5:8300']],
  ['0.0.0.0', '0.0.0.0', 8300, ['http://localhost:8300', 'http://127.0.0.1:8300', 'http://192.168.1.5:8300']],
  [
    '::',
    '::',
    8300,
    [
      'http://localhost:8300',
      'http://127.0.0.1:8300',
      'http://[::1]:8300',
      'http://192.168.1.5:8300',
      'http://[fd00::5]:8300',
    ],
  ],
])('a relay that listens on %s, configured as %s, at port %i knows its own pages', (address, name, port, origins) => {
  expect(originsServed({ address, port }, name, interfaces)).toEqual(origins)
})

it('knows which addresses only this machine can reach', () => {
  expect(['127.0.0.1', '127.1.2.3', '::1'].every(isLoopback)).toBe(true)
  expect(['0.0.0.0', '::', '192.168.1.5', 'fd00::1'].some(isLoopback)).toBe(false)
})
