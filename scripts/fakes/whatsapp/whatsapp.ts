/** A fake of WhatsApp's Cloud API with its phones: takes messages as Meta does, sends signed webhooks, misbehaves on demand. */
import { createHmac, randomUUID } from 'node:crypto';

/** What one of the next calls meets instead of being served. */
export type Trouble =
  | { kind: 'error'; status: number; code?: number; headers?: Record<string, string> }
  /** Takes the message, then never answers. */
  | { kind: 'stall' };

interface Component {
  type: string;
  sub_type?: string;
  index?: string;
  parameters: { type: string; text?: string; payload?: string }[];
}

/** A message as it arrived at a phone. */
export interface Arrived {
  id: string;
  to: string;
  type: 'template' | 'text' | 'interactive';
  biz_opaque_callback_data?: string;
  template?: { name: string; language: { code: string }; components: Component[] };
  text?: { body: string };
  interactive?: {
    body: { text: string };
    action: { buttons: { type: string; reply: { id: string; title: string } }[] };
  };
}

export interface Account {
  access_token: string;
  phone_number_id: string;
  app_secret: string;
}

/** How many parameters the body of a registered template takes, and its buttons in order. */
const TEMPLATES: Record<string, { parameters: number; buttons: string[] }> = {
  signalbox_alert: { parameters: 2, buttons: ['quick_reply', 'quick_reply', 'url'] },
  signalbox_notice: { parameters: 2, buttons: ['url'] },
  signalbox_code: { parameters: 1, buttons: ['url'] },
};
const LANGUAGES = ['en', 'es', 'pt_BR', 'fr', 'de', 'it', 'tr', 'ar', 'ja'];
const DAY_S = 24 * 3_600;

export class WhatsAppFake {
  /** Messages that arrived, oldest first. */
  readonly arrived: Arrived[] = [];
  /** Calls, those that were refused included. */
  calls = 0;
  /** Where there are any: only calls to these numbers count, are listed and meet troubles. Others are another test's. */
  readonly watched = new Set<string>();
  /** Numbers that WhatsApp knows by other digits than were dialled. */
  readonly known_as = new Map<string, string>();
  readonly #troubles: Trouble[] = [];
  readonly #wrote_at = new Map<string, number>();
  readonly #account: Account;

  constructor(account: Account) {
    this.#account = account;
  }

  /** The next calls meet these, one each, in order. */
  next(...troubles: Trouble[]): void {
    this.#troubles.push(...troubles);
  }

  /** Serves a call of `…/<version>/<phone number id>/messages`. */
  async handle(request: Request): Promise<Response> {
    const message = (await request.json()) as Omit<Arrived, 'id'> & { messaging_product: string };
    if (this.watched.size > 0 && !this.watched.has(message.to)) return Response.json({ messages: [{ id: 'wamid.x' }] });
    this.calls += 1;
    const { pathname } = new URL(request.url);
    if (!new RegExp(`^/v\\d+\\.0/${this.#account.phone_number_id}/messages$`).test(pathname)) return refuse(404, 100);
    if (request.headers.get('authorization') !== `Bearer ${this.#account.access_token}`) return refuse(401, 190);
    const trouble = this.#troubles.shift();
    if (trouble?.kind === 'error') return refuse(trouble.status, trouble.code ?? 131000, trouble.headers);
    const fault = this.#faultOf(message);
    if (fault) return refuse(400, fault);
    const { messaging_product: _, to: input, ...rest } = message;
    const wa_id = this.known_as.get(input) ?? input;
    const id = `wamid.${Buffer.from(randomUUID()).toString('base64')}`;
    this.arrived.push({ ...rest, id, to: wa_id });
    if (trouble?.kind === 'stall') return await new Promise<Response>(() => {});
    return Response.json({ messaging_product: 'whatsapp', contacts: [{ input, wa_id }], messages: [{ id }] });
  }

  /** Meta's code of what is wrong with a message; undefined where nothing is. */
  #faultOf({
    messaging_product,
    to,
    type,
    template,
    text,
    interactive,
  }: Omit<Arrived, 'id'> & { messaging_product: string }) {
    if (messaging_product !== 'whatsapp' || !/^\d{6,15}$/.test(to)) return 100;
    if (type === 'template') return faultOfTemplate(template);
    const written = this.#wrote_at.get(this.known_as.get(to) ?? to) ?? 0;
    if (Date.now() / 1_000 - written > DAY_S) return 131047;
    if (type === 'text') return text?.body && text.body.length <= 4_096 ? undefined : 100;
    const buttons = interactive?.action.buttons ?? [];
    const isFine = buttons.every(({ reply }) => reply.id.length <= 256 && [...reply.title].length <= 20);
    return isFine && buttons.length > 0 && buttons.length <= 3 ? undefined : 131009;
  }

  /** The webhook of a button that a phone presses on a message. */
  press(message: Arrived, index: number, over: { from?: string; id?: string; timestamp?: number } = {}) {
    const button = message.template?.components.filter(({ type }) => type === 'button')[index];
    const reply = message.interactive?.action.buttons[index]?.reply;
    const answer = reply
      ? { type: 'interactive', interactive: { type: 'button_reply', button_reply: reply } }
      : { type: 'button', button: { payload: button!.parameters[0]!.payload!, text: 'x' } };
    return this.#inbound({ from: message.to, ...over, context: { from: '15550783881', id: message.id }, ...answer });
  }

  /** The webhook of a text that a phone sends. */
  write(from: string, body: string, over: { id?: string; timestamp?: number } = {}) {
    return this.#inbound({ from, ...over, type: 'text', text: { body } });
  }

  /** The webhook of what became of a message. */
  report({ id, to: recipient_id, biz_opaque_callback_data }: Arrived, status: string, errors?: object[]) {
    const timestamp = String(Math.floor(Date.now() / 1_000));
    return this.#event({ statuses: [{ id, status, timestamp, recipient_id, biz_opaque_callback_data, errors }] });
  }

  #inbound({ id, timestamp, ...message }: { from: string; id?: string; timestamp?: number } & Record<string, unknown>) {
    const at = timestamp ?? Math.floor(Date.now() / 1_000);
    this.#wrote_at.set(message.from, at);
    const contacts = [{ profile: { name: 'Somebody' }, wa_id: message.from }];
    const own = { id: id ?? `wamid.${randomUUID()}`, timestamp: String(at) };
    return this.#event({ contacts, messages: [{ ...own, ...message }] });
  }

  #event(value: object): { body: string; headers: Record<string, string> } {
    const { phone_number_id, app_secret } = this.#account;
    const metadata = { display_phone_number: '15550783881', phone_number_id };
    const changes = [{ field: 'messages', value: { messaging_product: 'whatsapp', metadata, ...value } }];
    const body = JSON.stringify({ object: 'whatsapp_business_account', entry: [{ id: '1', changes }] });
    const signature = createHmac('sha256', app_secret).update(body).digest('hex');
    return { body, headers: { 'x-hub-signature-256': `sha256=${signature}` } };
  }
}

function faultOfTemplate(template: Arrived['template']): number | undefined {
  const known = TEMPLATES[template?.name ?? ''];
  if (!template || !known || !LANGUAGES.includes(template.language.code)) return 132001;
  const parameters = template.components.find(({ type }) => type === 'body')?.parameters ?? [];
  const buttons = template.components.filter(({ type }) => type === 'button');
  if (parameters.length !== known.parameters || parameters.some(({ text }) => !text)) return 132000;
  // Parameters take no line breaks, tabs, or more than four spaces in a row.
  if (parameters.some(({ text }) => /[\n\t]| {5}/.test(text!))) return 132012;
  if (buttons.map(({ sub_type }) => sub_type).join() !== known.buttons.join()) return 132012;
  return buttons.every(({ index }, i) => index === String(i)) ? undefined : 132012;
}

function refuse(status: number, code: number, headers: Record<string, string> = {}): Response {
  const message = `(#${code}) Refused by the fake`;
  const error = { message, type: 'OAuthException', code, fbtrace_id: 'A' };
  return Response.json({ error }, { status, headers });
}
