/** A list without notifications: what will come here. */
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { EmptyState } from '../../parts/data/empty-state.tsx';
import { ButtonLink } from '../../parts/form/button.tsx';

/** Nothing unread, or nothing at all. */
export function NoNotifications({ unread }: { unread: boolean }): JSX.Element {
  return (
    <EmptyState
      title={unread ? t`Nothing unread` : t`Nothing yet`}
      icon={unread ? 'check' : 'bell'}
      action={<ButtonLink href="/rules">{t`See your rules`}</ButtonLink>}
    >
      {t`When one of your rules raises an alert, in any project, it shows here at once, on every device on which you are signed in.`}
    </EmptyState>
  );
}
