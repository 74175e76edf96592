/** Markup, formulas and templates in what people may name, read back where they would do harm. */
import { type Attempt, type HostileClass, said, type Verdict } from '../../attempt.ts';
import { Browser, freshEmail, mailsTo, newPerson } from '../../browser.ts';
import { type Reply, send } from '../../http.ts';
import { expectOk, type World } from '../../world.ts';

export const markup: HostileClass = { name: 'markup', least: 90, attempts };

const NAMES = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '"><svg onload=alert(1)>',
  "' autofocus onfocus=alert(1) x='",
  '</title><script>alert(1)</script>',
  '{{constructor.constructor("alert(1)")()}}',
  '=HYPERLINK("evil")',
  '+cmd|calc!A0',
  '-2+3',
  '@SUM(1)',
  '＝1+1',
  '<a href=javascript:alert(1)>x</a>',
];

async function* attempts({ base }: World): AsyncIterable<Attempt> {
  const owner = await newPerson(base);
  expectOk(
    'a workspace',
    await owner.call('POST', '/v1/onboarding', { business_name: 'Markup', industry: 'saas', timezone: 'UTC' }),
  );
  const { body } = await owner.call('GET', '/v1/projects');
  owner.project = body?.data?.[0]?.id;
  for (const name of NAMES) {
    yield* stored(owner, name);
    yield* mailed(base, name);
    for (const path of [
      `/${encodeURIComponent(name)}`,
      `/de?${encodeURIComponent(name)}`,
      `/v1/${encodeURIComponent(name)}`,
    ]) {
      yield {
        what: `GET ${path}`,
        send: () => send(base, { path, headers: { accept: 'text/html' } }),
        judge: (reply) => runs(reply, name),
      };
    }
  }
  yield { what: 'a formula in the audit log', send: () => owner.call('GET', '/v1/audit.csv'), judge: formula };
}

/** Names of a project, a key, a rule and a person, as JSON. */
function* stored(owner: Browser, name: string): Iterable<Attempt> {
  const makes: [string, string, unknown][] = [
    ['PATCH', `/v1/projects/${owner.project}`, { name }],
    ['POST', '/v1/keys', { name, scopes: ['read'] }],
    ['POST', '/v1/rules', { name, type: 'schedule', schedule: '0 8 * * *', enabled: false }],
    ['PATCH', '/v1/auth/profile', { name }],
  ];
  for (const [method, path, input] of makes) {
    yield {
      what: `${method} ${path} named ${name}`,
      send: () => owner.call(method, path, input),
      judge: (reply) => runs(reply, name),
    };
  }
}

/** The name of a person and a workspace in a mail, and the page that shows it. */
async function* mailed(base: string, name: string): AsyncIterable<Attempt> {
  const email = freshEmail('markup');
  yield {
    what: `a mail to ${name}`,
    send: async () => {
      const reply = await new Browser(base).call('POST', '/v1/auth/sign-up', {
        email,
        name,
        password: 'long enough for this',
      });
      if (reply.status >= 300) return reply;
      const [mail] = await mailsTo(base, email);
      const page = await send(base, { path: `/dev/mail/${mail?.id}` });
      const list = await send(base, { path: `/dev/mail?to=${encodeURIComponent(email)}` });
      return { ...page, text: page.text + list.text };
    },
    judge: (reply) => runs(reply, name),
  };
}

/** Whether a browser would take the name for markup. */
function runs(reply: Reply, name: string): Verdict {
  if (reply.status === 0 || reply.status >= 500) return said(reply);
  const type = reply.headers.get('content-type') ?? '';
  if (/json/.test(type) || reply.text === '') {
    return reply.headers.get('x-content-type-options') === 'nosniff' ? undefined : 'may be read as a page';
  }
  return /[<"]/.test(name) && reply.text.includes(name) ? 'the name is part of the page' : undefined;
}

/** A cell that a spreadsheet would compute. */
function formula({ status, text }: Reply): Verdict {
  if (status !== 200) return `${status} ${text.slice(0, 80)}`;
  const cell = /(^|[,\n])"?[=+\-@＝＋－＠\t\r][^,\n]*/u.exec(text);
  return cell ? `a cell begins with ${cell[0].slice(0, 40)}` : undefined;
}
