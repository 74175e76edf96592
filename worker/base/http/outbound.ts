/** The one door for calls to outside services: no redirects, an end in time, replies of bounded size. */

export interface Reply {
  status: number;
  headers: Headers;
  /** The body where it is JSON and came in time. */
  json: unknown;
}

interface OutCall {
  method: 'GET' | 'POST';
  headers: Record<string, string>;
  body?: string;
  /** Ends the call, the reading of its reply included. */
  signal: AbortSignal;
}

const MAX_BYTES = 64 * 1024;

/** Calls an address that configuration names. Throws when no status comes; a body that breaks off or is no JSON reads as undefined. */
export async function callOut(url: string, call: OutCall): Promise<Reply> {
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
