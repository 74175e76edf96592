/**
 * `node scripts/fakes/resend/serve.ts [PORT]`: the fake of Resend as a server of its own. `GET /mails` lists what it took, `POST
 * /trouble` with a list of troubles makes the next calls meet them, `POST /failing` with a share from 0 to 1 makes that many fail.
 */
import { createServer } from 'node:http';
import { ResendFake, type Trouble } from './resend.ts';

/** Serves a fake on a port of 127.0.0.1, 0 for any; returns where and how to stop. */
export async function serveResend(port = 0): Promise<{ fake: ResendFake; url: string; stop: () => void }> {
  const fake = new ResendFake();
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', async () => {
      const body = Buffer.concat(chunks).toString('utf8');
      const reply = await answer(fake, incoming.method ?? 'GET', incoming.url ?? '/', incoming.headers, body);
      outgoing.writeHead(reply.status, Object.fromEntries(reply.headers));
      outgoing.write('');
      outgoing.end(Buffer.from(await reply.arrayBuffer()));
    });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const { port: own } = server.address() as { port: number };
  return { fake, url: `http://127.0.0.1:${own}`, stop: () => void server.close() };
}

async function answer(
  fake: ResendFake,
  method: string,
  path: string,
  headers: NodeJS.Dict<string | string[]>,
  body: string,
): Promise<Response> {
  if (path === '/mails') return Response.json({ data: fake.mails });
  if (path === '/trouble') fake.next(...(JSON.parse(body) as Trouble[]));
  else if (path === '/failing') fake.failing = Number(body);
  else
    return await fake.handle(
      new Request(`http://resend${path}`, { method, headers: headers as never, body: method === 'POST' ? body : null }),
    );
  return new Response(null, { status: 204 });
}

if (import.meta.filename === process.argv[1]) {
  const { url } = await serveResend(Number(process.argv[2] ?? 9410));
  console.log(
    `Resend's fake listens on ${url}: set RESEND_API_URL=${url} RESEND_API_KEY=re_fake MAIL_FROM=box@x.example`,
  );
}
