/** Pure: where WhatsApp's Cloud API is, and what of it this installation is set up for. */
import type { Env } from '../../../base/env.ts';

const API = 'https://graph.facebook.com';
const VERSION = 'v25.0';

/** The settings that sending needs and that are not made. */
export function missingForWhatsApp({ WHATSAPP_ACCESS_TOKEN, WHATSAPP_PHONE_NUMBER_ID }: Env): string[] {
  return Object.entries({ WHATSAPP_ACCESS_TOKEN, WHATSAPP_PHONE_NUMBER_ID }).flatMap(([name, value]) =>
    value ? [] : [name],
  );
}

/** Where messages of our number are handed over. */
export function messagesUrl({ WHATSAPP_API_URL, WHATSAPP_PHONE_NUMBER_ID }: Env): string {
  return `${(WHATSAPP_API_URL || API).replace(/\/+$/, '')}/${VERSION}/${WHATSAPP_PHONE_NUMBER_ID}/messages`;
}
