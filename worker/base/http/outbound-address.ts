/** Pure: which addresses the Worker may call. What a name resolves to is not known here: docs/threat-model.md, section 6. */
import type { Env } from '../env.ts';

/** Why an address is refused. */
export type Refusal = 'no_address' | 'not_https' | 'credentials' | 'private_address';

/** Who gave an address: the operator by configuration, or somebody else, who may be an attacker. */
export interface AddressTerms {
  env: Pick<Env, 'ENVIRONMENT' | 'OUTBOUND_ALLOW_LOOPBACK'>;
  configured?: boolean;
}

/** Networks of IPv4 that are not the public internet, as the first address and the length of the prefix (RFC 6890). */
const PRIVATE_IPV4: readonly [string, number][] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
];
/** Names that only a local network knows. */
const LOCAL_NAME = /(^|\.)(localhost|local|internal|intranet|lan|home|corp|home\.arpa)$/;

/** Why an address must not be called, or undefined for one that may be. */
export function refusalOf(address: string, { env, configured = false }: AddressTerms): Refusal | undefined {
  const url = URL.parse(address);
  if (!url || !/^https?:$/.test(url.protocol)) return 'no_address';
  if (url.username !== '' || url.password !== '') return 'credentials';
  const isDevelopment = env.ENVIRONMENT === 'development';
  const host = hostOf(url);
  const mayBeLoopback = isDevelopment && (configured || env.OUTBOUND_ALLOW_LOOPBACK === 'true');
  if (isLoopback(host)) return mayBeLoopback ? undefined : 'private_address';
  if (isPrivate(host)) return 'private_address';
  return url.protocol === 'https:' || isDevelopment ? undefined : 'not_https';
}

/** The host without brackets and closing dots. `URL` has brought IPv4 of every spelling into four decimal numbers. */
function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, '').replace(/\.+$/, '');
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host.endsWith('.localhost') || host === '::1' || isWithin(host, '127.0.0.0', 8);
}

function isPrivate(host: string): boolean {
  if (host.includes(':')) return !isPublicIpv6(host);
  if (numberOf(host) !== undefined) return PRIVATE_IPV4.some(([first, bits]) => isWithin(host, first, bits));
  return !host.includes('.') || LOCAL_NAME.test(host);
}

/**
 * Only global unicast is public, without what carries other addresses or none: Teredo and its neighbours, documentation, 6to4. So
 * mapped and compatible IPv4, NAT64, unique local, link-local and multicast are refused, whatever they carry.
 */
function isPublicIpv6(host: string): boolean {
  const [first = 0, second = 0] = host.split(':').map((group) => Number.parseInt(group || '0', 16));
  const isGlobal = first >= 0x2000 && first <= 0x3fff;
  const isSpecial = (first === 0x2001 && second < 0x200) || (first === 0x2001 && second === 0xdb8);
  return isGlobal && !isSpecial && first !== 0x2002 && !(first === 0x3fff && second < 0x1000);
}

function isWithin(host: string, first: string, bits: number): boolean {
  const number = numberOf(host);
  return number !== undefined && number >>> (32 - bits) === numberOf(first)! >>> (32 - bits);
}

/** An IPv4 address as a number; undefined for a name. */
function numberOf(host: string): number | undefined {
  if (!/^\d+\.\d+\.\d+\.\d+$/.test(host)) return undefined;
  return host.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
}
