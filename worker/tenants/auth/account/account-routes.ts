/** Sign-up, e-mail confirmation, passwords and the profile. */
import { getCookie } from 'hono/cookie';
import { normalizeEmail } from '../../../base/email-address.ts';
import { createRoute, createRouter, errorResponses, json, jsonBody } from '../../../base/router.ts';
import {
  ConfirmInput,
  PasswordChange,
  ProfilePatch,
  ResetInput,
  ResetRequest,
  SignUp,
  SignUpInput,
} from '../schema.ts';
import { logged } from '../session/auth-log.ts';
import { readLiveSession, visitorOf } from '../session/authenticate.ts';
import { cookieName, signUpCookie } from '../session/cookie.ts';
import { changePassword, changeProfile } from './profile.ts';
import { requestReset, resetPassword } from './reset-password.ts';
import { confirmSignUp, resendSignUp, signUp } from './sign-up.ts';

const tags = ['Account'];
const taken = (description: string) => ({ 202: { description } });
const done = (description: string) => ({ 204: { description } });

const signUpRoute = createRoute({
  method: 'post',
  path: '/v1/auth/sign-up',
  operationId: 'signUp',
  tags,
  summary: 'Sign up; the account is made when the link in the mail is followed',
  description: 'The reply is the same whether or not the address has an account, so that no caller can find out.',
  security: [],
  request: jsonBody(SignUpInput),
  responses: {
    202: json(SignUp, 'A mail is on its way; the reply is the same for a known address'),
    ...errorResponses(400, 403, 422, 429),
  },
});

const resendRoute = createRoute({
  method: 'post',
  path: '/v1/auth/email/send',
  operationId: 'resendConfirmation',
  tags,
  summary: 'Mail the confirmation of a sign-up again',
  description: 'The reply is the same whether or not that sign-up is still open.',
  security: [],
  request: jsonBody(SignUp),
  responses: { ...taken('Mailed, if a sign-up waits'), ...errorResponses(400, 403, 422, 429) },
});

const confirmRoute = createRoute({
  method: 'post',
  path: '/v1/auth/email/confirm',
  operationId: 'confirmEmail',
  tags,
  summary: 'Follow the link of a sign-up: makes the account and signs in',
  description:
    'The link alone is enough in the browser that signed up. Any other browser must show the password of that sign-up, so that no one opens an account that a stranger signed up for.',
  security: [],
  request: jsonBody(ConfirmInput),
  responses: { ...done('Signed in; the session is a cookie'), ...errorResponses(400, 403, 409, 422, 429) },
});

const requestResetRoute = createRoute({
  method: 'post',
  path: '/v1/auth/password/request-reset',
  operationId: 'requestPasswordReset',
  tags,
  summary: 'Ask for a link that sets a new password',
  description: 'The reply is the same whether or not the address has an account, so that no caller can find out.',
  security: [],
  request: jsonBody(ResetRequest),
  responses: { ...taken('Mailed, if there is such an account'), ...errorResponses(400, 403, 422, 429) },
});

const resetRoute = createRoute({
  method: 'post',
  path: '/v1/auth/password/reset',
  operationId: 'resetPassword',
  tags,
  summary: 'Set a new password with a mailed link; all sessions end',
  description: 'The link works once.',
  security: [],
  request: jsonBody(ResetInput),
  responses: { ...done('The new password holds'), ...errorResponses(400, 403, 409, 422, 429) },
});

const changePasswordRoute = createRoute({
  method: 'post',
  path: '/v1/auth/password',
  operationId: 'changePassword',
  tags,
  summary: 'Change one’s own password; other sessions end',
  description: 'Needs the current one. This session stays open.',
  security: [{ session: [] }],
  request: jsonBody(PasswordChange),
  responses: { ...done('Changed'), ...errorResponses(400, 401, 403, 409, 422, 429) },
});

const profileRoute = createRoute({
  method: 'patch',
  path: '/v1/auth/profile',
  operationId: 'changeProfile',
  tags,
  summary: 'Change one’s own name or language',
  description: '`locale` is the language of the dashboard and of mails.',
  security: [{ session: [] }],
  request: jsonBody(ProfilePatch),
  responses: { ...done('Changed'), ...errorResponses(400, 401, 403, 422) },
});

export const accountRoutes = createRouter();

accountRoutes.openapi(signUpRoute, async (c) => {
  const visitor = visitorOf(c);
  const input = c.req.valid('json');
  const asked = await logged(visitor, 'sign_up', input.email, () => signUp(visitor, input));
  c.header('set-cookie', signUpCookie(visitor.site, asked.sign_up_id));
  return c.json(asked, 202);
});

accountRoutes.openapi(resendRoute, async (c) => {
  await resendSignUp(visitorOf(c), c.req.valid('json'));
  return c.body(null, 202);
});

accountRoutes.openapi(confirmRoute, async (c) => {
  const visitor = visitorOf(c);
  const confirm = () => confirmSignUp(visitor, c.req.valid('json'), getCookie(c, cookieName(visitor.site, 'sign_up')));
  const cookies = await logged(visitor, 'sign_up_confirmed', undefined, confirm);
  for (const cookie of cookies) c.header('set-cookie', cookie, { append: true });
  return c.body(null, 204);
});

accountRoutes.openapi(requestResetRoute, async (c) => {
  const [visitor, input] = [visitorOf(c), c.req.valid('json')];
  await logged(visitor, 'reset_requested', normalizeEmail(input.email), () => requestReset(visitor, input));
  return c.body(null, 202);
});

accountRoutes.openapi(resetRoute, async (c) => {
  const visitor = visitorOf(c);
  const reset = () => resetPassword(visitor, c.req.valid('json'));
  const cookies = await logged(visitor, 'password_reset', undefined, reset);
  for (const cookie of cookies) c.header('set-cookie', cookie, { append: true });
  return c.body(null, 204);
});

accountRoutes.openapi(changePasswordRoute, async (c) => {
  const visitor = visitorOf(c);
  const session = await readLiveSession(c, visitor);
  const change = () => changePassword(visitor, session, c.req.valid('json'));
  await logged(visitor, 'password_changed', session.email, change);
  return c.body(null, 204);
});

accountRoutes.openapi(profileRoute, async (c) => {
  const visitor = visitorOf(c);
  await changeProfile(visitor, await readLiveSession(c, visitor), c.req.valid('json'));
  return c.body(null, 204);
});
