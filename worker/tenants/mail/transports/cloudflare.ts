/** Cloudflare's `send_email` binding. It knows no ids, so a mail of which nobody knows whether it went out is not sent again. */
import type { Outcome } from '../../deliveries/index.ts';
import type { Transport } from './transport.ts';

/** What no retry can help. */
const FINAL = /^E_(VALIDATION_ERROR|FIELD_MISSING|CONTENT_TOO_LARGE|TOO_MANY_RECIPIENTS|HEADER_)/;

export const cloudflareMail: Transport = {
  idempotent_ms: 0,
  async send({ env }, { id: _, tags: __, ...mail }, signal) {
    const { MAIL, MAIL_FROM } = env;
    if (!MAIL || !MAIL_FROM) return { state: 'failed', reason: 'mail.not_configured' };
    const handed = MAIL.send({ from: senderOf(MAIL_FROM), ...mail });
    try {
      await Promise.race([handed, ended(signal)]);
      return { state: 'sent' };
    } catch (error) {
      return signal.aborted ? { state: 'failed', reason: 'timeout', maybe_sent: true } : failureOf(error);
    }
  },
};

function failureOf(error: unknown): Outcome {
  const { code = '', message } = error as { code?: string; message: string };
  const detail = `${code} ${message}`.trim();
  if (code === 'E_RECIPIENT_SUPPRESSED') return { state: 'suppressed', reason: 'address_suppressed', detail };
  return FINAL.test(code)
    ? { state: 'dead', reason: 'refused', detail }
    : { state: 'failed', reason: 'unavailable', detail };
}

function ended(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }));
}

/** `Name <address>` as the binding takes it, which knows no such text. */
function senderOf(text: string): string | { name: string; email: string } {
  const [, name, email] = /^\s*(.*?)\s*<([^<>]+)>\s*$/.exec(text) ?? [];
  return name && email ? { name: name.replace(/^"(.*)"$/, '$1'), email } : (email ?? text.trim());
}
