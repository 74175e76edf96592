import { expect, it } from 'vitest';
import { securityText } from './security-text.ts';

const NOW = Date.parse('2026-11-21T20:00:00Z');
const fieldsOf = (text: string) =>
  text
    .trim()
    .split('\n')
    .map((line) => line.split(': ', 2) as [string, string]);
const valuesOf = (text: string, name: string) =>
  fieldsOf(text)
    .filter(([field]) => field === name)
    .map(([, value]) => value);

it('has the fields of RFC 9116, and ends within a year', () => {
  const text = securityText(
    { SECURITY_CONTACT: 'mailto:a@example.com, https://example.com/report', APP_URL: 'https://x.test/' },
    NOW,
  );
  expect(valuesOf(text, 'Contact')).toEqual(['mailto:a@example.com', 'https://example.com/report']);
  const [expires, ...more] = valuesOf(text, 'Expires');
  expect(more).toEqual([]);
  expect(Date.parse(expires!)).toBeGreaterThan(NOW + 100 * 86_400_000);
  expect(Date.parse(expires!)).toBeLessThan(NOW + 365 * 86_400_000);
  expect(valuesOf(text, 'Canonical')).toEqual(['https://x.test/.well-known/security.txt']);
  expect(valuesOf(text, 'Policy')).toHaveLength(1);
  expect(valuesOf(text, 'Preferred-Languages')).toEqual(['en, de']);
});

it('names the maintainers where nobody is configured, and takes no line from a value', () => {
  for (const SECURITY_CONTACT of [
    undefined,
    '',
    'security@example.com',
    'javascript:alert(1)',
    'mailto:a@x\nPolicy: https://evil.example',
  ]) {
    const text = securityText({ SECURITY_CONTACT }, NOW);
    expect(valuesOf(text, 'Contact')).toEqual(['https://github.com/signalbox/signalbox/security/advisories/new']);
    expect(text).not.toContain('evil');
    expect(valuesOf(text, 'Canonical')).toEqual([]);
  }
});
