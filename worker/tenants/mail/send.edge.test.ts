/** Letters of accounts on their way: sealed while they wait, handed to the platform's binding, tried again, never twice. */
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import type { Env } from '../../base/env.ts';
import { type Carried, carry, ownQueue } from '../../testing/letters.ts';
import { sendMails } from './send.ts';

const production = { ENVIRONMENT: 'production', APP_URL: 'https://signalbox.example', MAIL_FROM: 'box@x.example' };

/** Letters carried by a binding that does what `send` does. */
async function produce(emails: string[], send: (mail: Carried) => Promise<unknown>, over: Partial<Env> = {}) {
  return await carry(emails, { ...production, MAIL: { send }, ...over } as unknown as Partial<Env>);
}

describe('a letter in production', () => {
  it('goes to the binding as text and as HTML, and leaves its link neither in the log nor in the database', async () => {
    const handed: Carried[] = [];
    const { rows, lines } = await produce(['ana@x.example'], async (mail) => void handed.push(mail));
    const [mail] = handed;
    expect(handed).toHaveLength(1);
    expect(mail).toMatchObject({ from: 'box@x.example', to: 'ana@x.example', subject: 'Confirm your address' });
    expect(mail!.text).toContain('https://signalbox.example/confirm-email?a=b#token=secret-1&lang=en');
    expect(mail!.html).toContain('href="https://signalbox.example/confirm-email?a=b#token=secret-1&amp;lang=en"');
    expect(mail!.html).toContain('Hello &lt;b>Ana&lt;/b>,');
    expect(mail).not.toHaveProperty('id');
    expect(rows).toMatchObject([{ state: 'sent', content: null }]);
    expect(JSON.stringify(lines)).not.toMatch(/secret-1|ana@/);
  });

  it('is sealed while it waits, for its own row', async () => {
    const refuse = async () => Promise.reject(new Error('not now'));
    const { rows } = await produce(['one@x.example', 'two@x.example'], refuse);
    expect(rows).toMatchObject([
      { state: 'failed', reason: 'unavailable', detail: 'not now', attempts: 1 },
      { state: 'failed' },
    ]);
    expect(JSON.stringify(rows)).not.toMatch(/secret-1|@x\.example/);
  });

  it('has the name of its sender, which the binding takes apart from the address', async () => {
    const from = async (MAIL_FROM: string) => {
      const handed: Carried[] = [];
      await produce(['ana@x.example'], async (mail) => void handed.push(mail), { MAIL_FROM });
      return handed[0]!.from;
    };
    expect(await from('Signalbox <box@x.example>')).toEqual({ name: 'Signalbox', email: 'box@x.example' });
    expect(await from('"Signalbox, Ltd" <box@x.example>')).toEqual({ name: 'Signalbox, Ltd', email: 'box@x.example' });
    expect(await from('<box@x.example>')).toBe('box@x.example');
  });

  it('that is refused holds up no other, and is sent by a later try', async () => {
    const all = ['one@x.example', 'two@x.example', 'three@x.example'];
    const sent: string[] = [];
    let refusing = true;
    const send = async ({ to }: Carried) => {
      if (to === 'two@x.example' && refusing) throw new Error('destination address is not verified');
      sent.push(to);
    };
    const { rows, again } = await produce(all, send);
    expect(sent.sort()).toEqual(['one@x.example', 'three@x.example']);
    expect(rows.map(({ state }) => state).sort()).toEqual(['failed', 'sent', 'sent']);
    refusing = false;
    expect((await again()).map(({ state }) => state)).toEqual(['sent', 'sent', 'sent']);
    expect(sent.at(-1)).toBe('two@x.example');
  });

  it('without a binding or a sender waits for one, and is no error for the caller', async () => {
    for (const missing of ['MAIL', 'MAIL_FROM'] as const) {
      const { rows } = await produce(['ana@x.example'], async () => {}, { [missing]: undefined });
      expect(rows, missing).toMatchObject([{ state: 'failed', reason: 'mail.not_configured' }]);
    }
  });

  it('is recorded after the reply where that can go first', async () => {
    const deferred: Promise<unknown>[] = [];
    const { sender, rowsOf } = ownQueue({ ...env, ...production } as unknown as Env);
    const defer = (work: Promise<unknown>) => void deferred.push(work);
    await sendMails({ ...sender, defer }, []);
    expect(deferred).toHaveLength(1);
    await Promise.all(deferred);
    expect(await rowsOf()).toEqual([]);
  });
});
