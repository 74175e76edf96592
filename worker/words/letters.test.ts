import { describe, expect, test } from 'vitest';
import { linkFor, noticeOf } from '../tenants/mail/letter.ts';
import { writeMail } from '../tenants/mail/write-mail.ts';
import { lettersIn } from './letters.ts';
import { directionOf, LOCALES } from './locales.ts';

const facts = { inviter: 'Ada Lovelace', tenant: 'Acme & Co', role: 'editor' } as const;
const everyLetter = (locale: (typeof LOCALES)[number]['id']) => {
  const { known, invitation, newDevice, passkeyAdded, workspaceLeaves, accountLeaves, deleted, ...plain } =
    lettersIn(locale);
  const date = '5. 12. 2026';
  const named = {
    newDevice: newDevice('Ada Lovelace'),
    passkeyAdded: passkeyAdded('Acme & Co'),
    workspaceLeaves: workspaceLeaves({ tenant: facts.tenant, date }),
    accountLeaves: accountLeaves({ date }),
    workspaceDeleted: deleted({ what: 'workspace', name: facts.tenant }),
    accountDeleted: deleted({ what: 'account', name: 'ada@example.com' }),
  };
  return { ...plain, ...named, known: known('https://x.test/forgot-password'), invitation: invitation(facts) };
};

describe.each(LOCALES.map(({ id }) => id))('letters in %s', (locale) => {
  test('say all that the English ones say', () => {
    const english = Object.entries(everyLetter('en'));
    for (const [name, words] of english) {
      const own = everyLetter(locale)[name as 'reset'];
      expect(Object.keys(own).sort(), name).toEqual(Object.keys(words).sort());
      for (const [part, text] of Object.entries(own)) {
        expect(text, name).not.toBe('');
        if (locale !== 'en') expect(text, `${name} ${part}`).not.toBe(words[part as 'text']);
        const told = String(words[part as 'text']).match(/\d+|https:\S+|Acme & Co|Ada Lovelace|Signalbox/g) ?? [];
        for (const each of told) expect(text, `${name} ${part}`).toContain(each);
      }
    }
  });

  test('are marked with their language and its direction', () => {
    const to = { email: 'ada@example.com', locale };
    const url = linkFor(to, 'https://x.test/join', 'abc');
    const { html, text, subject } = writeMail(to.email, noticeOf({ to, words: everyLetter(locale).invitation, url }));
    expect(html).toContain(`<html lang="${locale}" dir="${directionOf(locale)}">`);
    expect(html).toContain('Acme &amp; Co');
    expect(text).toContain(`https://x.test/join#token=abc&lang=${locale}\n`);
    expect(subject).toContain('Acme & Co');
  });
});
