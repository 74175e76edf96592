/** Pure: security.txt (RFC 9116), by which a finder of a fault knows whom to tell. */
import type { Env } from './base/env.ts';
import { DAY_MS } from './shared/durations.ts';

const REPOSITORY = 'https://github.com/signalbox/signalbox';
const MAINTAINERS = `${REPOSITORY}/security/advisories/new`;

/** Well within the year that the RFC allows; a whole day, so that caches agree. */
const LASTS_DAYS = 180;

/** The file at `now` (ms). What is no address in SECURITY_CONTACT is left out, so that no line can be slipped in. */
export function securityText(
  { SECURITY_CONTACT, APP_URL }: Pick<Env, 'SECURITY_CONTACT' | 'APP_URL'>,
  now: number,
): string {
  const given = (SECURITY_CONTACT ?? '').split(',').map((each) => each.trim());
  const contacts = given.filter((each) => /^(mailto:|https:\/\/)[^\s,]+$/.test(each));
  const expires = new Date((Math.floor(now / DAY_MS) + LASTS_DAYS) * DAY_MS).toISOString();
  const site = APP_URL?.replace(/\/+$/, '');
  return [
    ...(contacts.length > 0 ? contacts : [MAINTAINERS]).map((contact) => `Contact: ${contact}`),
    `Expires: ${expires}`,
    'Preferred-Languages: en, de',
    ...(site?.startsWith('https://') ? [`Canonical: ${site}/.well-known/security.txt`] : []),
    `Policy: ${REPOSITORY}/blob/main/SECURITY.md`,
    '',
  ].join('\n');
}
