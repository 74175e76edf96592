/** Resend by its HTTP API. It keeps our delivery id for 24 hours, so a mail that is handed over twice goes out once. */
import type { Env } from '../../../base/env.ts';
import { AppError } from '../../../base/errors.ts';
import { callOut, type Reply } from '../../../base/http/outbound.ts';
import { HOUR_MS } from '../../../shared/durations.ts';
import type { DeliveryJob, Outcome } from '../../deliveries/index.ts';
import type { Posted, Transport } from './transport.ts';

const API = 'https://api.resend.com';
/** An hour less than Resend keeps ids. */
const KNOWN_MS = 23 * HOUR_MS;

/** Stand in for what is not set in development. */
const KEY = 're_development';
const SENDER = 'Signalbox <signalbox@signalbox.example>';

type Account = Pick<Env, 'ENVIRONMENT' | 'MAIL' | 'MAIL_FROM' | 'RESEND_API_KEY' | 'RESEND_API_URL'>;

/** How Resend is reached, if mail goes by it. In development its address is enough, so that a fake of it needs no account. */
export function resendOf(env: Account): { key: string; from: string | undefined; url: string } | undefined {
  const isFake = env.ENVIRONMENT === 'development' && !env.MAIL && Boolean(env.RESEND_API_URL);
  const key = env.RESEND_API_KEY || (isFake ? KEY : undefined);
  if (key === undefined) return undefined;
  const url = (env.RESEND_API_URL || API).replace(/\/+$/, '');
  return { key, from: env.MAIL_FROM || (isFake ? SENDER : undefined), url };
}

export const resendMail: Transport = {
  idempotent_ms: KNOWN_MS,
  async send({ env }: DeliveryJob, mail: Posted, signal: AbortSignal) {
    const account = resendOf(env);
    if (!account?.from) return { state: 'failed', reason: 'mail.not_configured', detail: 'MAIL_FROM is not set.' };
    const { id, to, subject, text, html, headers } = mail;
    const tags = Object.entries(mail.tags).map(([name, value]) => ({ name, value }));
    const body = {
      from: account.from,
      to: [to],
      subject,
      text,
      html,
      headers,
      tags,
    };
    const call = {
      method: 'POST',
      headers: {
        authorization: `Bearer ${account.key}`,
        'content-type': 'application/json',
        'idempotency-key': id,
      },
      body: JSON.stringify(body),
      signal,
    } as const;
    try {
      const reply = await callOut(`${account.url}/emails`, call, { env, configured: true });
      return outcomeOf(reply);
    } catch (error) {
      if (error instanceof AppError) throw error;
      const reason = signal.aborted ? 'timeout' : 'unreachable';
      return { state: 'failed', reason, detail: (error as Error).message, maybe_sent: true };
    }
  },
};

interface Said {
  id?: string;
  name?: string;
  message?: string;
}

function outcomeOf({ status, headers, json }: Reply): Outcome {
  const { id, name, message } = (json ?? {}) as Said;
  const detail = `${status} ${name ?? ''} ${message ?? ''}`.trim();
  if (status >= 200 && status < 300) return { state: 'sent', ...(id ? { provider_id: id } : {}) };
  // The id is known with other words in the mail: a version of ours before this one has sent it.
  if (status === 409 && name === 'invalid_idempotent_request') return { state: 'sent' };
  const after_ms = 1_000 * Number(headers.get('retry-after') ?? 0) || 0;
  if (status === 429) return { state: 'failed', reason: 'rate_limited', detail, after_ms };
  if (status === 401 || status === 403) return { state: 'failed', reason: 'not_allowed', detail };
  if (status === 409 || status === 408 || status >= 500)
    return { state: 'failed', reason: 'unavailable', detail, after_ms };
  return { state: 'dead', reason: 'refused', detail };
}
