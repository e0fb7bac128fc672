import { describe, expect, it } from 'vitest'
import { growth, linear } from '../../../tests/world/work.ts'
import { networkOf, networkReader } from './client-network.ts'

describe('where a request comes from', () => {
  it('is the peer when no proxy is trusted, whatever the request claims', () => {
    expect(networkReader([])('203.0.113.5', '198.51.100.1')).toBe('203.0.113.5')
  })

  it('is what a trusted proxy saw, and not what the client claimed before it', () => {
    const network = networkReader(['127.0.0.1', '10.0.0.0/8'])
    expect(network('127.0.0.1', '1.2.3.4, 198.51.100.1')).toBe('198.51.100.1')
    expect(network('::ffff:127.0.0.1', '1.2.3.4, 198.51.100.1, 10.9.9.9')).toBe('198.51.100.1')
    expect(network('127.0.0.1', undefined)).toBe('127.0.0.1')
    expect(network('127.0.0.1', 'nonsense')).toBe('127.0.0.1')
  })

  it('is the /64 of an IPv6 address', () => {
    expect(networkOf('2001:db8:0:12::1')).toBe('2001:db8:0:12::/64')
    expect(networkOf('2001:0db8:0000:0012:ffff:ffff:ffff:ffff')).toBe('2001:db8:0:12::/64')
    expect(networkOf('::1')).toBe('0:0:0:0::/64')
  })

  it("refuses an address range that isn't valid", () => {
    expect(() => networkReader(['10.0.0.0/64'])).toThrow('A trusted proxy is')
    expect(() => networkReader(['example.org'])).toThrow('A trusted proxy is')
  })
})

it.each(['10.0.0.1,', ',', '%', ':', '::ffff:', ' '])(
  'the work to read a forged header grows only in step with its length: %j',
  (piece) => {
    const network = networkReader(['10.0.0.0/8'])
    expect(growth(piece, (text) => network('10.0.0.1', `1.2.3.4,${text}`))).toBeLessThan(linear)
  },
)
