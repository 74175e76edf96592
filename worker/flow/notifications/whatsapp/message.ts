/** Pure: a notice as WhatsApp's Cloud API takes it: a template, or free text to who has written within a day. */
import { type Notice, type Parcel, shortText } from '../../../tenants/deliveries/index.ts';
import type { Locale } from '../../../words/locales.ts';
import { buttonOf, tagOf } from './buttons.ts';

/** The templates that the operator registers (docs/operating.md): an alert to act on, anything else, a code. */
export const TEMPLATES = { alert: 'signalbox_alert', notice: 'signalbox_notice', code: 'signalbox_code' } as const;

const MAX_TITLE = 200;
const MAX_BODY = 700;

interface Button {
  type: 'button';
  sub_type: 'quick_reply' | 'url';
  index: string;
  parameters: object[];
}

/** The body of the call. `to` is a number in E.164. */
export function messageOf(parcel: Parcel, to: string, hasWindow: boolean): Record<string, unknown> {
  return {
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    to: to.replace('+', ''),
    biz_opaque_callback_data: tagOf(parcel.delivery),
    ...(hasWindow && parcel.notice.code === undefined ? freeText(parcel) : template(parcel)),
  };
}

/** Templates name languages in their own way. */
export function languageOf(locale: Locale): string {
  return locale.replace('-', '_');
}

function template({ delivery, notice }: Parcel) {
  const { locale, code, alert } = notice;
  const name = code ? TEMPLATES.code : alert ? TEMPLATES.alert : TEMPLATES.notice;
  const components = code
    ? [body(code), button('url', 0, { type: 'text', text: code })]
    : [
        body(...textOf(notice).map(oneLine)),
        ...(alert
          ? (['acknowledge', 'snooze'] as const).map((act, i) =>
              button('quick_reply', i, { type: 'payload', payload: buttonOf(act, delivery) }),
            )
          : []),
        button('url', alert ? 2 : 0, { type: 'text', text: pathOf(notice) }),
      ];
  return { type: 'template', template: { name, language: { code: languageOf(locale) }, components } };
}

function freeText({ delivery, notice }: Parcel) {
  const [title, sentence] = textOf(notice);
  const text = [`*${title}*`, sentence, notice.action?.url].filter(Boolean).join('\n\n');
  if (!notice.alert) return { type: 'text', text: { body: text, preview_url: false } };
  const { acknowledge, snooze } = notice.alert;
  const buttons = Object.entries({ acknowledge, snooze }).map(([act, title]) => ({
    type: 'reply',
    reply: { id: buttonOf(act as 'acknowledge' | 'snooze', delivery), title },
  }));
  return { type: 'interactive', interactive: { type: 'button', body: { text }, action: { buttons } } };
}

function body(...texts: string[]) {
  return { type: 'body', parameters: texts.map((text) => ({ type: 'text', text })) };
}

function button(sub_type: Button['sub_type'], index: number, parameter: object): Button {
  return { type: 'button', sub_type, index: String(index), parameters: [parameter] };
}

/** A title and a sentence; a message without a sentence says its title twice rather than be refused. */
function textOf(notice: Notice): [string, string] {
  const { subject } = notice;
  return [cut(subject, MAX_TITLE), cut(shortText(notice) || subject, MAX_BODY)];
}

/** What follows the address of the dashboard in the template's button. */
function pathOf({ action }: Notice): string {
  const { pathname, search } = new URL(action?.url ?? '/', 'https://dashboard.invalid');
  return `${pathname}${search}`.slice(1) || 'alerts';
}

/** Parameters of templates take no line breaks, tabs, or runs of spaces. */
function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function cut(text: string, most: number): string {
  const letters = [...text];
  return letters.length > most ? `${letters.slice(0, most - 1).join('')}…` : text;
}
