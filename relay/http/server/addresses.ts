import { type AddressInfo, isIPv6 } from 'node:net'
import { networkInterfaces } from 'node:os'

/** Whether the address can be reached only from this machine. */
export const isLoopback = (address: string): boolean => /^(127\.|::ffff:127\.)/.test(address) || address === '::1'

/**
 * The origins of a relay without `--origin`: each address that it listens on, as a browser writes it. If it listens on
 * all interfaces, these are the addresses of this machine, which may change while it runs. `name`: the host it was told
 * to listen on.
 */
export const originsServed = (
  { address, port }: Pick<AddressInfo, 'address' | 'port'>,
  name: string,
  interfaces = networkInterfaces(),
): string[] => {
  const hosts =
    address === '0.0.0.0' || address === '::'
      ? [...loopbackNames, ...outside(interfaces, address === '::')]
      : isLoopback(address)
        ? [...new Set([...loopbackNames, name, address])]
        : [...new Set([name, address])]
  return [...new Set(hosts.flatMap((host) => originOf(host, port)))]
}

const loopbackNames = ['localhost', '127.0.0.1']

const outside = (interfaces: ReturnType<typeof networkInterfaces>, withIPv6: boolean): string[] => {
  const all = Object.values(interfaces).flatMap((list) => list ?? [])
  const usable = all.filter(({ internal, family }) => !internal && (withIPv6 || family === 'IPv4'))
  return [...(withIPv6 ? ['::1'] : []), ...usable.map(({ address }) => address)]
}

/** Empty for an address that a browser cannot open, such as a link-local one. */
const originOf = (host: string, port: number): string[] => {
  const url = `http://${isIPv6(host) ? `[${host}]` : host}:${port}`
  return !/^fe80:/i.test(host) && URL.canParse(url) ? [new URL(url).origin] : []
}
