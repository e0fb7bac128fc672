import { type HrefOf, hrefOfUrl } from '../../../shared/links.ts'

export const hrefOf: HrefOf = (address) => hrefOfUrl(URL.parse(address))
