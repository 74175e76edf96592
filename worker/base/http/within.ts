/** Whether an address lies within networks that are written as CIDR. */
import { BlockList, isIP } from 'node:net';

/** True where `networks`, addresses or CIDR parted by commas, hold the address. A list of which any part cannot be read holds nobody. */
export function isWithin(address: string, networks: string): boolean {
  const list = new BlockList();
  for (const part of networks.split(',').map((each) => each.trim())) {
    const [network = '', bits] = part.split('/', 2);
    const version = isIP(network);
    const most = version === 4 ? 32 : 128;
    if (version === 0 || part !== (bits === undefined ? network : `${network}/${bits}`)) return false;
    if (bits !== undefined && (!/^(0|[1-9]\d{0,2})$/.test(bits) || Number(bits) > most)) return false;
    list.addSubnet(network, Number(bits ?? most), `ipv${version as 4 | 6}`);
  }
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
  const version = isIP(plain);
  return version !== 0 && list.check(plain, `ipv${version as 4 | 6}`);
}
