/** Signed links to exports: the bearer may download until it expires. */
import { deriveKey, hmac, sameSecret } from '../../base/crypto.ts';
import { AppError } from '../../base/errors.ts';
import type { LinkQuery } from './schema.ts';

const LINK_SECONDS = 3_600;

/** The path and query of a link that is good for an hour from `now` (ms). */
export function exportLink(secret: string, export_id: string, now: number): string {
  const expires = Math.floor(now / 1_000) + LINK_SECONDS;
  return `/v1/exports/${export_id}/download?expires=${expires}&signature=${signatureOf(secret, export_id, expires)}`;
}

/** Throws `forbidden` unless the link is one of ours and still good. */
export function checkLink(secret: string, export_id: string, { expires, signature }: LinkQuery, now: number): void {
  if (!sameSecret(signature, signatureOf(secret, export_id, expires))) {
    throw new AppError('forbidden', 'export.link_invalid', 'This link is not one that we signed.');
  }
  if (expires * 1_000 <= now) {
    throw new AppError('forbidden', 'export.link_expired', 'This link has expired; ask for the export again.');
  }
}

function signatureOf(secret: string, export_id: string, expires: number): string {
  return Buffer.from(hmac(deriveKey(secret, export_id, 'export-link'), `${export_id}\n${expires}`)).toString(
    'base64url',
  );
}
