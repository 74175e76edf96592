/** A server that is wrong in every way the suite knows: it says yes to everybody, repeats everything and protects nothing. */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

/** Part of every handshake (RFC 6455). */
const OF_WEBSOCKETS = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

const ID = 'thg_0000000000000000000000000000';

/** A few routes of every kind. */
const DOCUMENT = {
  paths: {
    '/v1/things': {
      get: operation('listThings', ['limit', 'cursor', 'actor_id']),
      post: operation('makeThing', [], true),
    },
    '/v1/things/{id}': {
      get: operation('readThing', [], false, true),
      patch: operation('changeThing', [], true, true),
      delete: operation('deleteThing', [], false, true),
    },
    '/v1/members': { get: operation('listMembers', []) },
    '/v1/projects': { post: operation('addProject', [], true) },
    '/v1/admin/tenants/{id}': { patch: operation('changeTenant', [], true, true) },
    '/v1/auth/sign-in': { post: { ...operation('signIn', [], true), security: [] } },
  },
};

function operation(operationId: string, query: string[], hasBody = false, hasId = false) {
  const named = query.map((name) => ({ name, in: 'query', schema: { type: 'string' } }));
  const schema = { type: 'object', properties: { name: { type: 'string' } }, required: ['name'] };
  return {
    operationId,
    parameters: [...named, ...(hasId ? [{ name: 'id', in: 'path', schema: { type: 'string' } }] : [])],
    ...(hasBody ? { requestBody: { content: { 'application/json': { schema } } } } : {}),
  };
}

export interface YesServer {
  base: string;
  close(): Promise<void>;
}

/** Starts it on a free port; whatever `leaks` holds stands in every reply. */
export async function startYesServer(leaks: () => string[]): Promise<YesServer> {
  let count = 0;
  let mails = 30;
  const server = createServer(async (request, response) => {
    const sent = await textOf(request);
    count += 1;
    if (/request-reset|resend/.test(request.url ?? '')) mails += 1;
    response.writeHead(isOverridden(request) ? 204 : 200, headersFor(request));
    if (request.url === '/openapi.json') response.end(JSON.stringify(DOCUMENT));
    else if (request.url?.startsWith('/v1/audit.csv')) response.end('name\n=1+1\n');
    else response.end(JSON.stringify({ ...answer(count, mails), sent, url_asked: request.url, leaks: leaks() }));
  });
  const sockets = new Set<Duplex>();
  server.on('upgrade', ({ headers }, socket) => {
    sockets.add(socket);
    const accept = createHash('sha1').update(`${headers['sec-websocket-key']}${OF_WEBSOCKETS}`).digest('base64');
    const head = ['HTTP/1.1 101 Switching Protocols', 'upgrade: websocket', 'connection: Upgrade'];
    socket.write(`${head.join('\r\n')}\r\nsec-websocket-accept: ${accept}\r\n\r\n`);
    socket.on('error', () => {});
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const base = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
  const close = async () => {
    for (const socket of sockets) socket.destroy();
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  };
  return { base, close };
}

function isOverridden({ headers }: IncomingMessage): boolean {
  return Object.values(headers).includes('DELETE') && headers['access-control-request-method'] === undefined;
}

function headersFor({ headers: { origin = '*' } }: IncomingMessage): Record<string, string> {
  return {
    'content-type': 'application/json',
    'access-control-allow-origin': origin,
    'access-control-allow-credentials': 'true',
    'set-cookie': 'signalbox_session=token.signature',
    location: 'https://evil.example/',
  };
}

/** What every call gets: enough to walk any flow to its end. */
function answer(count: number, mails: number) {
  const mail = { id: ID, subject: 'evil.example', text: 'http://evil.example/?token=abcdef' };
  return {
    id: ID,
    user_id: ID,
    session_id: ID,
    count,
    polluted: 'private.example',
    user: { id: ID },
    sign_up_id: ID,
    key: 'sk_other',
    code: 'none',
    two_factor: 'required',
    otpauth_uri: 'otpauth://totp/x?secret=ABCDEFGHIJKLMNOP',
    recovery_codes: ['aaaaa-bbbbb', 'ccccc-ddddd'],
    url: 'https://provider.example/authorize?state=s&nonce=n',
    download_url: `/v1/exports/${ID}/download?expires=1&signature=abc`,
    accepted: 501,
    rejected: 0,
    results: [{ event_id: ID, status: 'accepted' }],
    data: Array.from({ length: mails }, () => ({ ...mail, status: 'invited', user_id: ID })),
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of request) chunks.push(chunk as Buffer);
  } catch {
    // Whoever sends too little hangs up in the end.
  }
  return `${Buffer.concat(chunks).subarray(0, 1_000)}`;
}
