/** The one door for calls to outside services: public addresses only, no redirects, an end in time, replies of bounded size. */
import { AppError } from '../errors.ts';
import { type AddressTerms, refusalOf } from './outbound-address.ts';

export interface Reply {
  status: number;
  headers: Headers;
  /** The body where it is JSON and came in time. */
  json: unknown;
}

interface OutCall {
  method: 'GET' | 'POST';
  headers: Record<string, string>;
  body?: string | Uint8Array<ArrayBuffer>;
  /** Ends the call, the reading of its reply included. */
  signal: AbortSignal;
}

const MAX_BYTES = 64 * 1024;

/**
 * Calls an address; `terms` say who gave it. A redirect is not followed: its status is the reply's. Throws `outbound.refused` for an
 * address that must not be called, and whatever `fetch` throws when no status comes; a body that breaks off or is no JSON reads as undefined.
 */
export async function callOut(url: string, call: OutCall, terms: AddressTerms): Promise<Reply> {
  const refusal = refusalOf(url, terms);
  if (refusal) throw new AppError('unprocessable', 'outbound.refused', `This address must not be called: ${refusal}.`);
  const response = await fetch(url, { ...call, redirect: 'manual' });
  const { status, headers } = response;
  return { status, headers, json: await read(response, call.signal).catch(() => undefined) };
}

async function read(response: Response, signal: AbortSignal): Promise<unknown> {
  const reader = response.body?.getReader();
  if (!reader) return undefined;
  const stop = () => void reader.cancel().catch(() => {});
  signal.addEventListener('abort', stop, { once: true });
  const chunks: Uint8Array[] = [];
  for (let size = 0; ; ) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.byteLength;
    if (size > MAX_BYTES) {
      stop();
      return undefined;
    }
    chunks.push(value);
  }
  signal.removeEventListener('abort', stop);
  return JSON.parse(Buffer.concat(chunks).toString('utf8'));
}
