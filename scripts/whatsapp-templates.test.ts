import { describe, expect, test } from 'vitest';
import { LOCALES } from '../worker/words/locales.ts';
import { templatesIn } from './whatsapp-templates.ts';

describe.each(LOCALES.map(({ id }) => id))('the templates in %s', (locale) => {
  test('keep to what Meta takes', () => {
    const [alert, notice, code] = templatesIn(locale, 'https://signalbox.example') as never as Template[];
    for (const { components } of [alert!, notice!]) {
      const { text = '' } = components[0]!;
      expect(text.match(/\{\{\d\}\}/g)).toEqual(['{{1}}', '{{2}}']);
      // A template neither begins nor ends with a parameter.
      expect(text).not.toMatch(/^\{\{|\}\}$/);
      expect(text.length).toBeLessThanOrEqual(1_024);
      const buttons = components.at(-1)!.buttons!;
      expect(buttons.at(-1)).toMatchObject({ type: 'URL', url: 'https://signalbox.example/{{1}}' });
      // As replies in a chat they have room for twenty letters, as template buttons for twenty-five.
      for (const each of buttons) expect([...each.text!].length).toBeLessThanOrEqual(20);
    }
    expect(alert!.components.at(-1)!.buttons!.map(({ type }) => type)).toEqual(['QUICK_REPLY', 'QUICK_REPLY', 'URL']);
    expect(code!.components.at(-1)!.buttons).toEqual([{ type: 'OTP', otp_type: 'COPY_CODE' }]);
    for (const { language } of [alert!, notice!, code!]) expect(language).toBe(locale.replace('-', '_'));
  });
});

interface Template {
  language: string;
  components: { type: string; text?: string; buttons?: { type: string; text?: string; url?: string }[] }[];
}
