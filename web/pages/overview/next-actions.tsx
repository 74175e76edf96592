/** Next actions: only what there is to do, with how much of it, each leading to where it is done. */
import { plural, t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import type { Project } from '../../base/api/types.ts';
import { formatValue } from '../../base/words/format.ts';
import { Icon, type IconName } from '../../parts/data/icon.tsx';
import { Skeleton } from '../../parts/data/skeleton.tsx';
import { Done } from './attention.tsx';
import { LOOKS_BACK_DAYS, type Todo, useTodo } from './use-todo.ts';

interface Action {
  href: string;
  icon: IconName;
  title: string;
  detail: string;
}

/** Follow up leads, recover checkouts, review failed payments, write the first rule. */
export function NextActions({ project, today }: { project: Project; today: string }): JSX.Element {
  const todo = useTodo(project, today);
  const actions = todo && actionsOf(todo);
  return (
    <section class="panel actions" aria-labelledby="actions-title">
      <h2 id="actions-title">{t`Next actions`}</h2>
      {!actions ? (
        <ul aria-busy="true">
          <li class="action-row">
            <Skeleton shape="text" />
          </li>
        </ul>
      ) : actions.length === 0 ? (
        <Done title={t`Nothing left to do`} text={t`No lead waits, no checkout is open, no payment has failed.`} />
      ) : (
        <ul>
          {actions.map((action) => (
            <li key={action.href}>
              <Row {...action} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Row({ href, icon, title, detail }: Action): JSX.Element {
  return (
    <a class="action-row" href={href}>
      <span class="action-icon">
        <Icon name={icon} />
      </span>
      <span class="action-words">
        <strong>{title}</strong>
        <span>{detail}</span>
      </span>
      <Icon name="right" />
    </a>
  );
}

function actionsOf({ leads, checkouts, failures, ruleless }: Todo): Action[] {
  const days = formatValue(LOOKS_BACK_DAYS, 'count', '');
  const actions: (Action | false)[] = [
    leads.count > 0 && {
      href: '/leads?view=unanswered',
      icon: 'people',
      title: plural(leads.count, { one: 'Follow up # lead', other: 'Follow up # leads' }) + plus(leads),
      detail: t`Waiting for more than a day`,
    },
    checkouts.count > 0 && {
      href: '/transactions?view=abandoned',
      icon: 'swap',
      title: plural(checkouts.count, { one: 'Win back # checkout', other: 'Win back # checkouts' }) + plus(checkouts),
      detail: t`Begun in the last ${{ days }} days and not paid`,
    },
    failures > 0 && {
      href: '/transactions?kind=failed',
      icon: 'alert',
      title: plural(failures, { one: 'Review # failed payment', other: 'Review # failed payments' }),
      detail: t`In the last ${{ days }} days`,
    },
    ruleless && {
      href: '/rules',
      icon: 'bolt',
      title: t`Set up your first rule`,
      detail: t`And Signalbox tells you when something is off`,
    },
  ];
  return actions.filter((action) => action !== false);
}

/** There are more than were counted. */
const plus = ({ more }: { more: boolean }) => (more ? '+' : '');
