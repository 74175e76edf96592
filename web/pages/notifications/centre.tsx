/** The list of notifications by project and rule, what can be done with it, and its keys: the same in the drawer and on the page. */
import './notifications.css';
import { plural, t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { useMemo, useRef, useState } from 'preact/hooks';
import type { Session } from '../../base/api/types.ts';
import { useNow } from '../../base/time/clock.ts';
import { ErrorLine, ErrorState } from '../../parts/data/error-state.tsx';
import { Skeleton } from '../../parts/data/skeleton.tsx';
import { Button } from '../../parts/form/button.tsx';
import { Segmented } from '../../parts/form/segmented.tsx';
import { ShortcutsButton, ShortcutsDialog } from '../../parts/layer/shortcuts.tsx';
import { type Group, groupsOf, type ProjectGroups } from './groups.ts';
import { NoNotifications } from './no-notifications.tsx';
import { NotificationRow } from './notification-row.tsx';
import { useCentreKeys } from './use-centre-keys.ts';
import { type Notifications, useNotifications } from './use-notifications.ts';

type Show = 'unread' | 'all';

/** Everything below the heading. */
export function Centre({ session }: { session: Session }): JSX.Element {
  const [show, setShow] = useState<Show>('unread');
  const [help, setHelp] = useState(false);
  const unread = show === 'unread';
  const told = useNotifications(unread);
  const rows = told.list.rows ?? [];
  const box = useRef<HTMLDivElement>(null);
  const toggle = () => setShow(unread ? 'all' : 'unread');
  useCentreKeys({
    box,
    rows,
    read: told.read,
    unread: told.unread,
    readAll: told.readAll,
    toggle,
    help: () => setHelp(true),
  });
  return (
    <>
      <div class="notes-bar">
        <Segmented
          legend={t`Show`}
          value={show}
          options={[
            { value: 'unread', label: t`Unread` },
            { value: 'all', label: t({ message: 'All', context: 'notifications' }) },
          ]}
          onChange={setShow}
        />
        {rows.some(({ read_at }) => read_at === null) && (
          <Button kind="quiet" icon="check" onClick={told.readAll}>
            {t`Mark all as read`}
          </Button>
        )}
      </div>
      <div class="notes" ref={box}>
        <Listing told={told} session={session} unread={unread} />
        <div class="notes-foot">
          <a href="/settings/notifications">{t`Choose what you are told`}</a>
          <ShortcutsButton onClick={() => setHelp(true)} />
        </div>
      </div>
      {help && <ShortcutsDialog keys={keysOfCentre()} onClose={() => setHelp(false)} />}
    </>
  );
}

const keysOfCentre = (): [string, string][] => [
  ['J', t`Next notification`],
  ['K', t`Previous notification`],
  ['Enter', t`Open what it tells of`],
  ['R', t`Mark as read, or as unread again`],
  ['Shift+A', t`Mark all as read`],
  ['U', t`Only unread ones, or all`],
  ['?', t`These shortcuts`],
];

interface ListingProps {
  told: Notifications;
  session: Session;
  unread: boolean;
}

function Listing({ told, session, unread }: ListingProps): JSX.Element {
  const { list, isDone, read } = told;
  const { rows, error, more, busy } = list;
  const projects = useMemo(() => groupsOf(rows ?? [], isDone), [rows]);
  if (!rows && error)
    return <ErrorState title={t`The notifications could not be loaded`} error={error} onRetry={list.reload} />;
  if (!rows) return <Skeleton shape="wide" />;
  if (rows.length === 0) return <NoNotifications unread={unread} />;
  return (
    <>
      {projects.map((project) => (
        <ProjectSection key={project.project_id} {...project} session={session} read={read} />
      ))}
      {error && <ErrorLine error={error} />}
      {more && (
        <Button onClick={list.loadMore} busy={busy} disabled={busy}>
          {busy ? t`Loading…` : t`Load more`}
        </Button>
      )}
    </>
  );
}

type Read = Notifications['read'];

function ProjectSection({
  project_id,
  groups,
  session,
  read,
}: ProjectGroups & { session: Session; read: Read }): JSX.Element {
  const name = session.projects.find(({ id }) => id === project_id)?.name;
  const id = `notes-${project_id}`;
  return (
    <section class="notes-project" aria-labelledby={id}>
      <h2 id={id}>
        <bdi>{name ?? t`A project that no longer exists`}</bdi>
      </h2>
      <ul>
        {groups.map((group) => (
          <GroupItem key={group.key} rows={group.rows} read={read} />
        ))}
      </ul>
    </section>
  );
}

/** The newest of a rule in full view, the ones before it one tap away. */
function GroupItem({ rows, read }: Pick<Group, 'rows'> & { read: Read }): JSX.Element {
  const now = useNow(30_000);
  const [newest, ...older] = rows;
  return (
    <li class="notes-group">
      <NotificationRow row={newest!} now={now} read={read} />
      {older.length > 0 && (
        <details>
          <summary>{plural(older.length, { one: '# earlier', other: '# earlier' })}</summary>
          {older.map((row) => (
            <NotificationRow key={row.id} row={row} now={now} read={read} />
          ))}
        </details>
      )}
    </li>
  );
}
