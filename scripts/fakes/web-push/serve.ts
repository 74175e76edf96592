/**
 * `node scripts/fakes/web-push/serve.ts [PORT]`: the fake push service as a server of its own. `POST /subscribe` with a public key makes
 * a device, `GET /shown` lists what its devices opened, `POST /trouble` with a list of troubles makes the next calls meet them.
 */
import { createServer } from 'node:http';
import { type Trouble, WebPushFake } from './web-push.ts';

/** Serves a fake on a port of 127.0.0.1, 0 for any; returns where and how to stop. */
export async function serveWebPush(port = 0): Promise<{ fake: WebPushFake; url: string; stop: () => void }> {
  let fake: WebPushFake | undefined;
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', async () => {
      const { method = 'GET', headers, url: path = '/' } = incoming;
      const body = method === 'POST' ? new Uint8Array(Buffer.concat(chunks)) : null;
      const reply = await answer(fake!, new Request(`${url}${path}`, { method, headers: headers as never, body }));
      outgoing.writeHead(reply.status, Object.fromEntries(reply.headers));
      outgoing.end(Buffer.from(await reply.arrayBuffer()));
    });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
  fake = new WebPushFake(url);
  return { fake, url, stop: () => void server.close() };
}

async function answer(fake: WebPushFake, request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  if (pathname === '/shown') return Response.json({ data: fake.shown });
  if (pathname === '/subscribe') return Response.json(fake.subscribe(await request.text()));
  if (pathname !== '/trouble') return await fake.handle(request);
  fake.next(...((await request.json()) as Trouble[]));
  return new Response(null, { status: 204 });
}

if (import.meta.filename === process.argv[1]) {
  const { url } = await serveWebPush(Number(process.argv[2] ?? 9420));
  console.log(`The fake push service listens on ${url}.`);
}
