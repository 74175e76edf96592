/** A fake of Resend: takes mails as its HTTP API does, keeps them once an idempotency key, and misbehaves on demand. */

/** What one of the next calls meets instead of being served. */
export type Trouble =
  | { kind: 'status'; status: number; name?: string; headers?: Record<string, string> }
  /** Takes the mail, then never answers. */
  | { kind: 'hang' }
  /** Takes the mail and answers 200, whose body never ends. */
  | { kind: 'slow_body' };

/** A mail as it was taken. */
export interface TakenMail {
  id: string;
  idempotency_key: string;
  from: string;
  to: string[];
  subject: string;
  html: string;
  text: string;
  headers: Record<string, string>;
  tags: { name: string; value: string }[];
}

const KEY = /^Bearer re_\w+$/;

export class ResendFake {
  /** Mails that went out, oldest first. */
  readonly mails: TakenMail[] = [];
  /** Calls, those that were refused included. */
  calls = 0;
  readonly #troubles: Trouble[] = [];
  readonly #known = new Map<string, { body: string; id: string }>();
  /** Fails this share of calls by 500, before they are taken. */
  failing = 0;

  /** The next calls meet these, one each, in order. */
  next(...troubles: Trouble[]): void {
    this.#troubles.push(...troubles);
  }

  /** Serves a request. */
  async handle(request: Request): Promise<Response> {
    this.calls += 1;
    if (new URL(request.url).pathname !== '/emails' || request.method !== 'POST') return refuse(404, 'not_found');
    if (!KEY.test(request.headers.get('authorization') ?? '')) return refuse(401, 'missing_api_key');
    const trouble = this.#troubles.shift();
    if (trouble?.kind === 'status') return refuse(trouble.status, trouble.name ?? 'application_error', trouble.headers);
    if (Math.random() < this.failing) return refuse(500, 'application_error');
    const reply = this.#take(await request.text(), request.headers.get('idempotency-key') ?? '');
    if (trouble?.kind === 'hang') return await new Promise<Response>(() => {});
    if (trouble?.kind === 'slow_body') return new Response(new ReadableStream({ pull: () => new Promise(() => {}) }));
    return reply;
  }

  #take(body: string, idempotency_key: string): Response {
    const known = this.#known.get(idempotency_key);
    if (known && known.body !== body) return refuse(409, 'invalid_idempotent_request');
    if (known) return Response.json({ id: known.id });
    const mail = JSON.parse(body) as Omit<TakenMail, 'id' | 'idempotency_key'>;
    if (!mail.to?.every((address) => /^[^\s@<>,]+@[^\s@<>,]+$/.test(address))) return refuse(422, 'validation_error');
    const id = crypto.randomUUID();
    if (idempotency_key) this.#known.set(idempotency_key, { body, id });
    this.mails.push({ ...mail, id, idempotency_key });
    return Response.json({ id });
  }
}

function refuse(statusCode: number, name: string, headers: Record<string, string> = {}): Response {
  return Response.json({ statusCode, name, message: `Refused by the fake: ${name}.` }, { status: statusCode, headers });
}
