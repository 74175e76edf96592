/** The pages of the dashboard: address, title, areas of words and lazily loaded component. The build derives their files from the address. */
import { i18n, type MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { ComponentType } from 'preact';
import lazy from 'preact-iso/lazy';
import { loadMessages } from './base/words/language.ts';
import { Unreachable } from './shell/unreachable.tsx';

/** Loads a page after its words (its own areas and the shell's); without a connection a notice replaces it. */
function page(path: string, title: MessageDescriptor | string, areas: string[], load: () => Promise<ComponentType>) {
  return {
    path,
    title,
    areas,
    component: lazy(() =>
      Promise.all([load(), loadMessages(areas)]).then(
        ([loaded]) => loaded,
        (): ComponentType => Unreachable,
      ),
    ),
  };
}

export const PAGES = [
  page('/', msg`Overview`, ['overview'], () => import('./pages/overview/index.tsx').then((module) => module.Overview)),
  page('/alerts', msg`Alerts`, ['alerts'], () => import('./pages/alerts/index.tsx').then((module) => module.Alerts)),
  page('/notifications', msg`Notifications`, ['notifications'], () =>
    import('./pages/notifications/index.tsx').then((module) => module.Notifications),
  ),
  page('/metrics', msg`Metrics`, ['metrics'], () =>
    import('./pages/metrics/index.tsx').then((module) => module.Metrics),
  ),
  page('/transactions', msg`Transactions`, ['events', 'transactions'], () =>
    import('./pages/transactions/index.tsx').then((module) => module.Transactions),
  ),
  page('/leads', msg`Leads`, ['events', 'leads'], () =>
    import('./pages/leads/index.tsx').then((module) => module.Leads),
  ),
  page('/reports', msg`Reports`, ['reports'], () =>
    import('./pages/reports/index.tsx').then((module) => module.Reports),
  ),
  page('/reports/view', msg`Report`, ['reports'], () =>
    import('./pages/reports/view/index.tsx').then((module) => module.ReportView),
  ),
  page('/reports/shared', msg`Report`, ['reports'], () =>
    import('./pages/reports/shared/index.tsx').then((module) => module.SharedReport),
  ),
  page('/rules', msg`Rules`, ['rules'], () => import('./pages/rules/index.tsx').then((module) => module.Rules)),
  page('/projects', msg`Projects`, ['projects'], () =>
    import('./pages/projects/index.tsx').then((module) => module.Portfolio),
  ),
  page('/sign-in', msg`Sign in`, ['account', 'sign-in'], () =>
    import('./pages/sign-in/index.tsx').then((module) => module.SignIn),
  ),
  page('/sign-up', msg`Sign up`, ['account', 'sign-up'], () =>
    import('./pages/sign-up/index.tsx').then((module) => module.SignUp),
  ),
  page('/confirm-email', msg`Confirm your address`, ['account', 'confirm-email'], () =>
    import('./pages/confirm-email/index.tsx').then((module) => module.ConfirmEmail),
  ),
  page('/forgot-password', msg`Forgotten password`, ['account', 'forgot-password'], () =>
    import('./pages/forgot-password/index.tsx').then((module) => module.ForgotPassword),
  ),
  page('/reset-password', msg`New password`, ['account', 'reset-password'], () =>
    import('./pages/reset-password/index.tsx').then((module) => module.ResetPassword),
  ),
  page('/join', msg`Invitation`, ['account', 'join'], () =>
    import('./pages/join/index.tsx').then((module) => module.Join),
  ),
  page('/onboarding', msg`Welcome`, ['account', 'onboarding'], () =>
    import('./pages/onboarding/index.tsx').then((module) => module.Onboarding),
  ),
  page('/settings/projects', msg`Projects`, ['account', 'settings'], () =>
    import('./pages/settings/projects/index.tsx').then((module) => module.Projects),
  ),
  page('/settings/keys', msg`Keys`, ['account', 'settings'], () =>
    import('./pages/settings/keys/index.tsx').then((module) => module.Keys),
  ),
  page('/settings/team', msg`Team`, ['account', 'settings'], () =>
    import('./pages/settings/team/index.tsx').then((module) => module.Team),
  ),
  page('/settings/notifications', msg`Notifications`, ['account', 'settings'], () =>
    import('./pages/settings/notifications/index.tsx').then((module) => module.NotificationSettings),
  ),
  page('/settings/deliveries', msg`Deliveries`, ['account', 'settings'], () =>
    import('./pages/settings/deliveries/index.tsx').then((module) => module.Deliveries),
  ),
  page('/settings/checks', msg`Daily checks`, ['account', 'settings'], () =>
    import('./pages/settings/checks/index.tsx').then((module) => module.Checks),
  ),
  page('/settings/audit-log', msg`Audit log`, ['account', 'settings'], () =>
    import('./pages/settings/audit-log/index.tsx').then((module) => module.AuditLog),
  ),
  page('/settings/privacy', msg`Privacy`, ['account', 'settings'], () =>
    import('./pages/settings/privacy/index.tsx').then((module) => module.Privacy),
  ),
  page('/settings/account', msg`Your account`, ['account', 'settings'], () =>
    import('./pages/settings/account/index.tsx').then((module) => module.Account),
  ),
  page('/settings/workspace', msg`Workspace`, ['account', 'settings'], () =>
    import('./pages/settings/workspace/index.tsx').then((module) => module.Workspace),
  ),
  page('/keep-account', msg`Keep your account`, ['account', 'keep-account'], () =>
    import('./pages/keep-account/index.tsx').then((module) => module.KeepAccount),
  ),
  page('/operator', msg`Operator token`, ['account', 'operator'], () =>
    import('./pages/operator/index.tsx').then((module) => module.Operator),
  ),
  // In development only (worker/front.ts), and in English only.
  page('/dev/parts', 'Parts', [], () => import('./pages/dev/parts/index.tsx').then((module) => module.Parts)),
  page('/404', msg`Page not found`, ['not-found'], () =>
    import('./pages/not-found/index.tsx').then((module) => module.NotFound),
  ),
];

/** The page at `path`; anything unknown is the last one, "not found". */
export function pageAt(path: string): (typeof PAGES)[number] {
  const clean = path.replace(/\/+$/, '') || '/';
  return PAGES.find((page) => page.path === clean) ?? PAGES.at(-1)!;
}

/** What the browser calls a page. */
export function titleOf({ title }: { title: MessageDescriptor | string }): string {
  return `${typeof title === 'string' ? title : i18n._(title)} · Signalbox`;
}
