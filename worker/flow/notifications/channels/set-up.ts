/** What this installation is set up to send by. */
import type { Env } from '../../../base/env.ts';
import type { ChannelName } from '../../../tenants/deliveries/index.ts';
import { missingForMail } from '../../../tenants/mail/index.ts';
import { vapidOf } from '../push/vapid.ts';
import { consentIn } from '../whatsapp/consent.ts';
import { missingForWhatsApp } from '../whatsapp/set-up.ts';
import type { ChannelPage } from './schema.ts';

type Kind = ChannelPage['kinds'][number];

/** What each kind needs of the operator, and what of that is not set. A new kind has its line here. */
const NEEDS: { kind: ChannelName; missing: (env: Env) => string[] | Promise<string[]> }[] = [
  { kind: 'email', missing: missingForMail },
  { kind: 'whatsapp', missing: missingForWhatsApp },
  { kind: 'web_push', missing: async (env) => ((await vapidOf(env)) ? [] : ['VAPID_KEY']) },
];

/** Each kind, and what it lacks; words in a language. */
export async function kindsOf(env: Env, locale = 'en'): Promise<Kind[]> {
  const public_key = (await vapidOf(env))?.public_key ?? null;
  return await Promise.all(
    NEEDS.map(async ({ kind, missing }) => {
      const unset = await missing(env);
      const own = {
        consent: kind === 'whatsapp' ? consentIn(locale) : null,
        public_key: kind === 'web_push' ? public_key : null,
      };
      return { kind, configured: unset.length === 0, missing: unset, ...own };
    }),
  );
}

/** The kinds that lack nothing: planning leaves the others out. */
export async function configuredKinds(env: Env): Promise<ChannelName[]> {
  return (await kindsOf(env)).filter(({ configured }) => configured).map(({ kind }) => kind);
}
