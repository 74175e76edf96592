/** Links in mails that work without signing in. Following one shows a page; only its button, or a mail client's one click, does it. */
import type { Context } from 'hono';
import { createRoute, createRouter, errorResponses, type HonoEnv, z } from '../../../base/router.ts';
import { visitorOf } from '../../../tenants/auth/index.ts';
import type { LinkWords } from '../../../words/notice-words.ts';
import { noticesIn } from '../../../words/notices.ts';
import { linkPage, PAGE_HEADERS } from './page.ts';
import type { Purpose } from './token.ts';
import { confirmRecipient, type Linked, readLink, unsubscribe } from './unsubscribe.ts';

const tags = ['Notifications'];
const TokenParam = z.object({ token: z.string().max(400) });
const page = {
  200: { description: 'A page', content: { 'text/html': { schema: z.string() } } },
  ...errorResponses(404),
};
const open = { tags, security: [], request: { params: TokenParam }, responses: page };

const showUnsubscribe = createRoute({
  ...open,
  method: 'get',
  path: '/v1/webhooks/unsubscribe/{token}',
  operationId: 'showUnsubscribe',
  summary: 'The page behind the link that ends mails',
  description: 'Changes nothing by itself: programs that look into mails follow links.',
});

const doUnsubscribe = createRoute({
  ...open,
  method: 'post',
  path: '/v1/webhooks/unsubscribe/{token}',
  operationId: 'unsubscribe',
  summary: 'End the mails about a project to one reader (RFC 8058)',
  description:
    'By the page’s button or a mail client’s one click. The token names the reader; nobody can make one for another.',
});

const showConfirm = createRoute({
  ...open,
  method: 'get',
  path: '/v1/webhooks/recipients/{token}',
  operationId: 'showRecipient',
  summary: 'The page where a recipient agrees to get mails',
  description: 'Changes nothing by itself.',
});

const doConfirm = createRoute({
  ...open,
  method: 'post',
  path: '/v1/webhooks/recipients/{token}',
  operationId: 'confirmRecipient',
  summary: 'Agree to get mails about a project',
  description: 'By the page’s button.',
});

export const linkRoutes = createRouter();

linkRoutes.openapi(showUnsubscribe, async (c) => await show(c, 'unsubscribe'));
linkRoutes.openapi(doUnsubscribe, async (c) => done(c, 'unsubscribe', await unsubscribe(visitorOf(c), tokenOf(c))));
linkRoutes.openapi(showConfirm, async (c) => await show(c, 'confirm'));
linkRoutes.openapi(doConfirm, async (c) => done(c, 'confirm', await confirmRecipient(visitorOf(c), tokenOf(c))));

async function show(c: Context<HonoEnv>, purpose: Purpose) {
  const { project, locale } = await readLink(visitorOf(c), purpose, tokenOf(c));
  const { title, text, button } = wordsOf(locale, purpose);
  return c.html(linkPage(locale, { title, text: text(project), button }), 200, PAGE_HEADERS);
}

function done(c: Context<HonoEnv>, purpose: Purpose, { project, locale }: Linked) {
  const { title, done } = wordsOf(locale, purpose);
  return c.html(linkPage(locale, { title, text: done(project) }), 200, PAGE_HEADERS);
}

function wordsOf(locale: Linked['locale'], purpose: Purpose): LinkWords {
  const words = noticesIn(locale);
  return purpose === 'confirm' ? words.confirmPage : words.unsubscribePage;
}

const tokenOf = (c: Context<HonoEnv>) => c.req.param('token') ?? '';
