/** Requests as an attacker sends them: paths, methods and headers go out exactly as written, nothing is put right. */
import { Agent, request } from 'node:http';

export interface Ask {
  method?: string;
  path: string;
  headers?: Record<string, string>;
  /** Text and bytes go out as they are, anything else as JSON. */
  body?: unknown;
}

export interface Reply {
  status: number;
  headers: Headers;
  text: string;
  /** The JSON of the reply; undefined where it is none. */
  // biome-ignore lint/suspicious/noExplicitAny: replies of every shape are judged
  body: any;
  ms: number;
}

const WITHIN_MS = 30_000;
const agent = new Agent({ keepAlive: true, maxSockets: 16 });

/** One request; a server that hangs up or stays silent is status 0. */
export function send(base: string, { method = 'GET', path, headers = {}, body }: Ask): Promise<Reply> {
  const { hostname, port } = new URL(base);
  const bytes = bytesOf(body);
  const typed = bytes && !Object.keys(headers).some((name) => name.toLowerCase() === 'content-type');
  const all = { ...(typed ? { 'content-type': 'application/json' } : {}), ...headers };
  const started = performance.now();
  return new Promise((resolve) => {
    const done = (status: number, of: Headers, text: string) =>
      resolve({ status, headers: of, text, body: parsed(text), ms: performance.now() - started });
    const asked = request(
      { agent, hostname, port, method, path, headers: withLength(all, bytes), timeout: WITHIN_MS },
      (reply) => {
        const chunks: Buffer[] = [];
        reply.on('data', (chunk: Buffer) => chunks.push(chunk));
        reply.on('error', (error) => done(0, new Headers(), error.message));
        reply.on('end', () => done(reply.statusCode ?? 0, headersOf(reply.rawHeaders), `${Buffer.concat(chunks)}`));
      },
    );
    asked.on('upgrade', (reply, socket) => {
      socket.destroy();
      done(reply.statusCode ?? 0, headersOf(reply.rawHeaders), '');
    });
    asked.on('timeout', () => asked.destroy(new Error('no reply in time')));
    asked.on('error', (error) => done(0, new Headers(), error.message));
    asked.end(bytes);
  });
}

function bytesOf(body: unknown): Buffer | undefined {
  if (body === undefined) return undefined;
  if (Buffer.isBuffer(body)) return body as Buffer;
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
}

function withLength(headers: Record<string, string>, bytes: Buffer | undefined): Record<string, string> {
  const told = Object.keys(headers).some((name) => /^(content-length|transfer-encoding)$/i.test(name));
  return bytes && !told ? { ...headers, 'content-length': String(bytes.length) } : headers;
}

function headersOf(raw: string[]): Headers {
  const headers = new Headers();
  for (let i = 0; i < raw.length; i += 2) headers.append(raw[i]!, raw[i + 1]!);
  return headers;
}

function parsed(text: string): unknown {
  if (!/^\s*[[{"]/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
