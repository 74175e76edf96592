/** Network addresses of callers. */

/** An IPv4 address, or the /64 of an IPv6 one: a household has a whole /64 to choose from. */
export function networkOf(ip: string): string {
  if (!ip.includes(':')) return ip;
  const [head = '', tail = ''] = ip.toLowerCase().split('::');
  const groups = head.split(':').filter((group) => group !== '');
  if (!ip.includes('::')) return groups.slice(0, 4).join(':');
  const behind = tail.split(':').filter((group) => group !== '');
  const zeros = Array.from({ length: Math.max(0, 8 - groups.length - behind.length) }, () => '0');
  return [...groups, ...zeros, ...behind].slice(0, 4).join(':');
}
