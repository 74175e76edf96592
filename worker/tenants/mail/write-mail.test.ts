import { describe, expect, test } from 'vitest';
import type { Notice } from '../deliveries/index.ts';
import { writeMail } from './write-mail.ts';

const notice = (over: Partial<Notice> = {}): Notice => ({
  locale: 'en',
  subject: 'Warning: Failed payment · Shop',
  paragraphs: ['Warning: Failed payment', '3 failed payments within 1 hour.'],
  action: { label: 'Open the alert', url: 'https://x.example/alerts?project=prj_1&alert=alr_1' },
  why: { text: 'You get this because you follow Shop.', label: 'Change', url: 'https://x.example/settings' },
  unsubscribe: { label: 'No more mails', url: 'https://x.example/v1/webhooks/unsubscribe/abc' },
  severity: 'warning',
  ...over,
});

describe('a mail', () => {
  test('in text and HTML is what it was', () => {
    expect(writeMail('ann@x.example', notice())).toMatchSnapshot();
  });

  test('lists several things, each as a link that is readable in the dark too', () => {
    const item = {
      title: 'Warning: <b>',
      body: 'Less.',
      url: 'https://x.example/alerts?a=1&b=2',
      severity: 'warning' as const,
    };
    const { html, text } = writeMail('ann@x.example', notice({ items: [item, { ...item, body: '' }] }));
    expect(text).toContain('Warning: <b>\nLess.\nhttps://x.example/alerts?a=1&b=2\n\nWarning: <b>\nhttps://');
    expect(html.match(/<a href="https:\/\/x\.example\/alerts\?a=1&amp;b=2" class="item"/g)).toHaveLength(2);
    expect(html).not.toContain('<b>');
    expect(html).toMatch(/prefers-color-scheme:dark.*\.item\{color:#e6e9ee!important\}/);
  });

  test('has its sections in text and HTML, whatever names say', () => {
    const rows = [
      { label: 'Revenue', value: '£30.00', change: '▼ 50%', text: 'Less <b>than</b> before.' },
      { label: 'Orders' },
    ];
    const sections = [
      { title: 'Key numbers', rows },
      { title: 'Alerts', rows: [], text: 'No alert was raised.' },
    ];
    const { html, text } = writeMail('ann@x.example', notice({ sections }));
    expect(text).toContain('KEY NUMBERS\n- Revenue: £30.00 (▼ 50%)\n  Less <b>than</b> before.\n- Orders\n');
    expect(text).toContain('ALERTS\nNo alert was raised.');
    expect(html).toContain('Less &lt;b>than&lt;/b> before.');
    expect(html.match(/<table/g)).toHaveLength(1);
  });

  test('from right to left is marked so, and has its edge where reading begins', () => {
    const { html } = writeMail('ann@x.example', notice({ locale: 'ar', subject: 'تحذير', paragraphs: ['تحذير'] }));
    expect(html).toContain('<html lang="ar" dir="rtl">');
    expect(html).toContain('border-inline-start');
  });

  test('has colours for the dark, and none that it cannot be read by', () => {
    const { html } = writeMail('ann@x.example', notice());
    expect(html).toContain('<meta name="color-scheme" content="light dark"/>');
    expect(html).toContain('@media (prefers-color-scheme:dark)');
  });

  test('breaks no line where a name would', () => {
    const { subject, text, html } = writeMail(
      'a@x.example',
      notice({ subject: 'A\r\nBcc: b@x.example', paragraphs: ['<b>\u2028x'] }),
    );
    expect(subject).toBe('A Bcc: b@x.example');
    expect(text).toContain('<b> x');
    expect(html).toContain('&lt;b> x');
  });
});
