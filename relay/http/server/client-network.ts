import { BlockList, isIP, isIPv6 } from 'node:net'
import { BadConfig } from '../../config/config.ts'

/**
 * The network of a request, as used by the rate limits: an IPv4 address, or the /64 of an IPv6 address, because whoever
 * has one address of a /64 has them all. `X-Forwarded-For` is used only as far as it was written by trusted proxies.
 */
export const networkReader = (trustedProxies: readonly string[]) => {
  const trusted = readRanges(trustedProxies)
  const isTrusted = (address: string) => isIP(address) !== 0 && trusted.check(address, family(address))
  return (peer: string, forwardedFor: string | undefined): string => {
    const hops = [...(forwardedFor ?? '').split(','), peer].map(plainAddress).filter((hop) => hop !== '')
    let at = hops.length - 1
    while (at > 0 && isTrusted(hops[at] ?? '') && isIP(hops[at - 1] ?? '') !== 0) at--
    return networkOf(hops[at] ?? '')
  }
}

const readRanges = (ranges: readonly string[]): BlockList => {
  const list = new BlockList()
  for (const range of ranges) {
    const [address = '', bits] = range.split('/')
    const widest = isIPv6(address) ? 128 : 32
    const prefix = bits === undefined ? widest : Number(bits)
    if (isIP(address) === 0 || !Number.isInteger(prefix) || prefix < 0 || prefix > widest)
      throw new BadConfig(`A trusted proxy is an address or a range such as 10.0.0.0/8, not "${range}".`)
    list.addSubnet(address, prefix, family(address))
  }
  return list
}

const family = (address: string) => (isIPv6(address) ? 'ipv6' : 'ipv4')

/** Removes the zone, and turns ::ffff:a.b.c.d into the IPv4 address. */
const plainAddress = (text: string): string =>
  text
    .trim()
    .replace(/%.*$/, '')
    .replace(/^::ffff:(?=[0-9.]+$)/i, '')

export const networkOf = (address: string): string => {
  if (!isIPv6(address)) return address
  const [head = '', tail = ''] = address.split('::')
  const front = head.split(':').filter((group) => group !== '')
  const back = tail.split(':').filter((group) => group !== '')
  const missing = address.includes('::') ? Array<string>(Math.max(0, 8 - front.length - back.length)).fill('0') : []
  const groups = [...front, ...missing, ...back].slice(0, 4)
  return `${groups.map((group) => Number.parseInt(group, 16).toString(16)).join(':')}::/64`
}
