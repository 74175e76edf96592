/**
 * `node scripts/fakes/whatsapp/serve.ts [PORT]`: the fake of WhatsApp's Cloud API as a server of its own. `GET /arrived` lists what came to
 * phones, `POST /trouble` with a list of troubles makes the next calls meet them; `POST /press` `{"message","index","to"}` presses a button
 * and `POST /write` `{"from","body","to"}` sends a text, as signed webhooks to the address `to`.
 */
import { createServer } from 'node:http';
import { type Account, type Arrived, type Trouble, WhatsAppFake } from './whatsapp.ts';

const ACCOUNT: Account = {
  access_token: 'fake-token',
  phone_number_id: '106540352242922',
  app_secret: 'fake-app-secret',
};

interface Asked {
  to: string;
  message: Arrived;
  index: number;
  from: string;
  body: string;
}

/** Serves a fake on a port of 127.0.0.1, 0 for any; returns where and how to stop. */
export async function serveWhatsApp(
  port = 0,
  account = ACCOUNT,
): Promise<{ fake: WhatsAppFake; url: string; stop: () => void }> {
  const fake = new WhatsAppFake(account);
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', async () => {
      const { method = 'GET', headers, url: path = '/' } = incoming;
      const body = method === 'POST' ? Buffer.concat(chunks).toString('utf8') : null;
      const request = new Request(`http://whatsapp${path}`, { method, headers: headers as never, body });
      const reply = await answer(fake, request);
      outgoing.writeHead(reply.status, Object.fromEntries(reply.headers));
      outgoing.end(Buffer.from(await reply.arrayBuffer()));
    });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const { port: own } = server.address() as { port: number };
  return { fake, url: `http://127.0.0.1:${own}`, stop: () => void server.close() };
}

async function answer(fake: WhatsAppFake, request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  if (pathname === '/arrived') return Response.json({ data: fake.arrived });
  if (pathname === '/trouble') {
    fake.next(...((await request.json()) as Trouble[]));
    return new Response(null, { status: 204 });
  }
  if (pathname !== '/press' && pathname !== '/write') return await fake.handle(request);
  const { to, message, index, from, body: text } = (await request.json()) as Asked;
  const { body, headers } = pathname === '/press' ? fake.press(message, index) : fake.write(from, text);
  return await fetch(to, { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body });
}

if (import.meta.filename === process.argv[1]) {
  const { url } = await serveWhatsApp(Number(process.argv[2] ?? 9430));
  const { access_token, phone_number_id, app_secret } = ACCOUNT;
  console.log(
    `WhatsApp's fake listens on ${url}: set WHATSAPP_API_URL=${url} WHATSAPP_ACCESS_TOKEN=${access_token} ` +
      `WHATSAPP_PHONE_NUMBER_ID=${phone_number_id} WHATSAPP_APP_SECRET=${app_secret}`,
  );
}
