/** Mail in production: handed to the platform's binding, one by one, after the reply. */
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { openDb } from '../../base/db.ts';
import type { Env } from '../../base/env.ts';
import type { Level } from '../../base/log.ts';
import type { Letter } from './letter.ts';
import { sendMails } from './send.ts';

const letter = (email: string): Letter => ({
  to: { email, locale: 'en' },
  words: { subject: 'Confirm your address', text: 'Hello <b>Ana</b>,', action: 'Confirm', note: 'It works once.' },
  url: 'https://signalbox.example/confirm-email?a=b#token=secret-1&lang=en',
});

/** Sends from a production of our own; `refused` are addresses that the platform does not take. */
async function produce(letters: Letter[], over: Partial<Env> = {}, refused: string[] = []) {
  const handed: Record<string, unknown>[] = [];
  const lines: { level: Level; message: string; fields: Record<string, unknown> }[] = [];
  const MAIL = {
    async send(mail: Record<string, unknown>) {
      if (refused.includes(String(mail.to))) throw new Error('destination address is not verified');
      handed.push(mail);
    },
  };
  const production = {
    ENVIRONMENT: 'production',
    APP_URL: 'https://signalbox.example',
    MAIL,
    MAIL_FROM: 'box@x.example',
  };
  const sender = {
    env: { ...env, ...production, ...over } as unknown as Env,
    db: openDb((env as unknown as Env).DB),
    now: Date.now(),
    log: (level: Level, message: string, fields = {}) => void lines.push({ level, message, fields }),
  };
  await sendMails(sender, letters);
  return { handed, lines };
}

describe('mail in production', () => {
  it('goes to the binding as text and as HTML, and leaves its links out of the log', async () => {
    const { handed, lines } = await produce([letter('ana@x.example')]);
    const [mail] = handed;
    expect(handed).toHaveLength(1);
    expect(mail).toMatchObject({ from: 'box@x.example', to: 'ana@x.example', subject: 'Confirm your address' });
    expect(mail!.text).toContain('https://signalbox.example/confirm-email?a=b#token=secret-1&lang=en');
    expect(mail!.html).toContain('href="https://signalbox.example/confirm-email?a=b#token=secret-1&amp;lang=en"');
    expect(mail!.html).toContain('Hello &lt;b&gt;Ana&lt;/b&gt;,');
    expect(mail).not.toHaveProperty('id');
    expect(lines).toMatchObject([{ level: 'info', message: 'mail sent', fields: { subject: 'Confirm your address' } }]);
    expect(JSON.stringify(lines)).not.toMatch(/secret-1|ana@/);
  });

  it('has the name of its sender, which the binding takes apart from the address', async () => {
    const from = async (MAIL_FROM: string) => (await produce([letter('ana@x.example')], { MAIL_FROM })).handed[0]!.from;
    expect(await from('Signalbox <box@x.example>')).toEqual({ name: 'Signalbox', email: 'box@x.example' });
    expect(await from('"Signalbox, Ltd" <box@x.example>')).toEqual({ name: 'Signalbox, Ltd', email: 'box@x.example' });
    expect(await from('<box@x.example>')).toBe('box@x.example');
  });

  it('that is refused holds up no other, and the log names that one alone', async () => {
    const all = ['one@x.example', 'two@x.example', 'three@x.example'];
    const { handed, lines } = await produce(all.map(letter), {}, ['two@x.example']);
    expect(handed.map(({ to }) => to)).toEqual(['one@x.example', 'three@x.example']);
    const failed = lines.filter(({ level }) => level === 'error');
    expect(failed).toMatchObject([{ message: 'mail not sent', fields: { ids: [expect.stringMatching(/^mal_/)] } }]);
    expect(failed[0]!.fields.error).toContain('not verified');
  });

  it.each(['MAIL', 'MAIL_FROM'])('without %s is an error in the log and none for the caller', async (missing) => {
    const { handed, lines } = await produce([letter('ana@x.example')], { [missing]: undefined });
    expect(handed).toEqual([]);
    expect(lines).toMatchObject([{ level: 'error', message: 'mail not sent' }]);
  });

  it('waits for nothing where the reply can go first', async () => {
    let release = () => {};
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const deferred: Promise<unknown>[] = [];
    const sent: string[] = [];
    const MAIL = { send: (mail: { to: string }) => gate.then(() => void sent.push(mail.to)) };
    const production = { ENVIRONMENT: 'production', APP_URL: 'https://x.example', MAIL, MAIL_FROM: 'box@x.example' };
    const sender = {
      env: { ...env, ...production } as unknown as Env,
      db: openDb((env as unknown as Env).DB),
      now: Date.now(),
      log: () => {},
      defer: (work: Promise<unknown>) => void deferred.push(work),
    };
    await sendMails(sender, [letter('ana@x.example')]);
    expect(sent).toEqual([]);
    release();
    await Promise.all(deferred);
    expect(sent).toEqual(['ana@x.example']);
  });
});
