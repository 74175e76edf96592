/** Mails and names are in the language of the person, else of the page that asked. */
import { describe, expect, it } from 'vitest';
import { Browser, freshEmail, mailsTo, newOwner, newPerson, PASSWORD, tokenFor } from '../../testing/person.ts';
import { until } from '../../testing/seed.ts';

const person = (email: string) => ({ email, name: 'Ada', password: PASSWORD });
const page = (language: string) => ({ 'accept-language': language });
const speaks = async (browser: Browser, locale: string) => {
  expect((await browser.call('PATCH', '/v1/auth/profile', { locale })).status).toBe(204);
};

describe('a mail', () => {
  it('confirms a sign-up in the language that was chosen, and opens its page in it', async () => {
    const email = freshEmail();
    await new Browser().call('POST', '/v1/auth/sign-up', { ...person(email), locale: 'de' }, page('fr'));
    const [mail] = await mailsTo(email);
    expect(mail).toMatchObject({ subject: 'Bestätige deine E-Mail-Adresse' });
    expect(mail?.text).toMatch(/\/confirm-email#token=[^&\s]+&lang=de\n/);
  });

  it('confirms a sign-up in the language of the page where none was chosen, which becomes the person’s', async () => {
    const email = freshEmail();
    const browser = new Browser();
    await browser.call('POST', '/v1/auth/sign-up', person(email), page('nl, pt;q=0.8, en;q=0.5'));
    expect((await mailsTo(email))[0]?.subject).toBe('Confirme seu endereço de e-mail');
    expect((await browser.call('POST', '/v1/auth/email/confirm', { token: await tokenFor(email) })).status).toBe(204);
    expect((await browser.call('GET', '/v1/auth/session')).body.user.locale).toBe('pt-BR');
  });

  it('to somebody known is in the language of their profile, whoever asked', async () => {
    const known = await newPerson();
    await speaks(known, 'ja');
    const stranger = new Browser();
    await stranger.call('POST', '/v1/auth/sign-up', { ...person(known.email), locale: 'es' });
    expect((await mailsTo(known.email, 2))[0]?.subject).toBe('すでにアカウントがあります');
    await stranger.call('POST', '/v1/auth/password/request-reset', { email: known.email }, page('es'));
    const [reset] = await mailsTo(known.email, 3);
    expect(reset?.subject).toBe('新しいパスワードの設定');
    expect(reset?.text).toContain('&lang=ja');
    const body = { current_password: PASSWORD, password: `${PASSWORD}!` };
    expect((await known.call('POST', '/v1/auth/password', body)).status).toBe(204);
    expect((await mailsTo(known.email, 4))[0]?.subject).toBe('パスワードが変更されました');
  });

  it('invites in the language of who is invited, else in the inviter’s', async () => {
    const owner = await newOwner();
    const guest = await newPerson();
    await speaks(owner, 'it');
    await speaks(guest, 'ar');
    const stranger = freshEmail();
    const invitations = [guest.email, stranger].map((email) => ({ email, role: 'editor' }));
    expect((await owner.call('POST', '/v1/members/invitations', { invitations }, page('en'))).status).toBe(200);
    const [toGuest] = await mailsTo(guest.email, 2);
    expect(toGuest?.subject).toBe('دعوة إلى \u2068Acme\u2069');
    expect(toGuest?.text).toContain('بدور محرر');
    const [toStranger] = await mailsTo(stranger);
    expect(toStranger?.text).toContain('Ada ti invita in Acme su Signalbox, con il ruolo di redattore.');
    expect(toStranger?.text).toMatch(/\/join#token=[^&\s]+&lang=it\n/);
    const joining = new Browser();
    const answer = { token: await tokenFor(stranger), name: 'Grace', password: PASSWORD };
    expect((await joining.call('POST', '/v1/invitations/accept', answer, page('it'))).status).toBe(204);
    expect((await joining.call('GET', '/v1/auth/session')).body.user.locale).toBe('it');
  });
});

describe('a new workspace', () => {
  it('names its first key and its rules in the language of its owner’s page', async () => {
    const owner = await newPerson();
    const answers = { business_name: 'Bäckerei', industry: 'restaurant', timezone: 'Europe/Berlin', currency: 'EUR' };
    const made = await owner.call('POST', '/v1/onboarding', answers, page('de-AT'));
    expect(made).toMatchObject({ status: 201, body: { key: { name: 'Erster Schlüssel' } } });
    owner.project = made.body.project.id;
    const rules = await until(
      () => owner.call('GET', '/v1/rules'),
      ({ body }) => body.data.length > 0,
      10,
    );
    const names = rules.body.data.map(({ name }: { name: string }) => name);
    expect(names).toContain('Wenige Buchungen');
    expect(names).toContain('Wochenbericht');
  });
});
