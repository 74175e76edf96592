/** Pure: a channel as the API shows it. */
import type { ChannelRow } from './channel-store.ts';
import type { Channel } from './schema.ts';

/** The address of a device is a secret: only its service is shown. */
export function shown(row: ChannelRow): Channel {
  const { id, kind, name, locale, severities, events, digest, digest_at, state, created_at, confirmed_at } = row;
  const address = kind === 'web_push' ? new URL(row.address).host : row.address;
  const personal = row.user_id !== '';
  const gets = { severities, events, digest, digest_at };
  return { id, kind, personal, name, address, locale, ...gets, state, created_at, confirmed_at };
}
