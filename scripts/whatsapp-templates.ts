/** `npm run whatsapp:templates`: registers the templates that Signalbox sends, in every language; what is registered already stays. */
import { languageOf, TEMPLATES } from '../worker/flow/notifications/whatsapp/message.ts';
import { LOCALES, type Locale } from '../worker/words/locales.ts';
import { noticesIn } from '../worker/words/notices.ts';

const CODE_MINUTES = 10;
/** Meta's subcode for a template that exists in this language. */
const EXISTS = 2388024;

/** The templates of a language as Meta's API takes them; `site` is the dashboard's address. */
export function templatesIn(locale: Locale, site: string): Record<string, unknown>[] {
  const { acts, whatsapp } = noticesIn(locale);
  const example = { body_text: [['Warning: Payments are above 100 · Shop', 'Payments are 120, usually 80 to 95.']] };
  const body = { type: 'BODY', text: whatsapp.template, example };
  const link = { type: 'URL', text: whatsapp.open, url: `${site}/{{1}}`, example: [`${site}/alerts`] };
  const replies = Object.values(acts).map((text) => ({ type: 'QUICK_REPLY', text }));
  const utility = { language: languageOf(locale), category: 'UTILITY' };
  return [
    { ...utility, name: TEMPLATES.alert, components: [body, { type: 'BUTTONS', buttons: [...replies, link] }] },
    { ...utility, name: TEMPLATES.notice, components: [body, { type: 'BUTTONS', buttons: [link] }] },
    {
      name: TEMPLATES.code,
      language: languageOf(locale),
      category: 'AUTHENTICATION',
      components: [
        { type: 'BODY', add_security_recommendation: true },
        { type: 'FOOTER', code_expiration_minutes: CODE_MINUTES },
        { type: 'BUTTONS', buttons: [{ type: 'OTP', otp_type: 'COPY_CODE' }] },
      ],
    },
  ];
}

async function register(url: string, token: string, template: Record<string, unknown>): Promise<string> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const signal = AbortSignal.timeout(30_000);
  const reply = await fetch(url, { method: 'POST', headers, body: JSON.stringify(template), signal });
  const { error } = (await reply.json()) as { error?: { message?: string; error_subcode?: number } };
  if (reply.ok) return 'registered';
  if (error?.error_subcode === EXISTS) return 'is there already';
  throw new Error(`${template.name} (${template.language}): ${reply.status} ${error?.message ?? ''}`);
}

async function run(): Promise<void> {
  const { WHATSAPP_BUSINESS_ACCOUNT_ID: account, WHATSAPP_ACCESS_TOKEN: token, APP_URL = '' } = process.env;
  const site = APP_URL.replace(/\/+$/, '');
  if (!account || !token || !site.startsWith('https://')) {
    throw new Error('Set WHATSAPP_BUSINESS_ACCOUNT_ID, WHATSAPP_ACCESS_TOKEN and APP_URL (https).');
  }
  const api = (process.env.WHATSAPP_API_URL || 'https://graph.facebook.com').replace(/\/+$/, '');
  const url = `${api}/v25.0/${account}/message_templates`;
  for (const { id } of LOCALES) {
    for (const template of templatesIn(id, site)) {
      console.log(`${template.name} (${template.language}) ${await register(url, token, template)}`);
    }
  }
}

if (import.meta.filename === process.argv[1]) {
  try {
    await run();
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 1;
  }
}
