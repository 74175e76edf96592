/** The rule that the address names: found, not found, or to be made. */
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { request } from '../../base/api/api.ts';
import type { ApiError } from '../../base/api/call.ts';
import type { Session } from '../../base/api/types.ts';
import { EmptyState } from '../../parts/data/empty-state.tsx';
import { ErrorState } from '../../parts/data/error-state.tsx';
import { Skeleton } from '../../parts/data/skeleton.tsx';
import { Drawer } from '../../parts/layer/drawer.tsx';
import { say } from '../../parts/layer/toast.tsx';
import { can } from '../../shell/session.tsx';
import type { Draft } from './editor/draft.ts';
import { changes } from './editor/save-rule.ts';
import type { Start } from './editor/use-rule-form.ts';
import type { Project, Rule, RuleInput, Terms } from './rule-types.ts';
import { failed } from './use-rule-actions.ts';
import type { Rules } from './use-rules.ts';

interface Props {
  RuleDrawer: Drawn;
  session: Session;
  project: Project;
  terms: Terms;
  rules: Rules;
  id: string;
  from: string | undefined;
  onClose: () => void;
  onReopen: () => void;
  onChanged: () => void;
}

type Drawn = typeof import('./editor/rule-drawer.tsx').RuleDrawer;

let drawer: Drawn | undefined;

/** The editor is most of this page's code: it loads after the list. */
async function loadDrawer(): Promise<Drawn> {
  drawer ??= (await import('./editor/rule-drawer.tsx')).RuleDrawer;
  return drawer;
}

/** The drawer's component, once it is here. */
export function useDrawer(): Drawn | undefined {
  const [loaded, setLoaded] = useState(() => drawer);
  useEffect(() => {
    loadDrawer().then((Loaded) => setLoaded(() => Loaded));
  }, []);
  return loaded;
}

/** What was typed into drawers that went away unsaved, until it is taken back or forgotten. */
const lost = new Map<string, Draft>();

/** Waits for the rules and the metrics' units, then opens the drawer. */
export function OpenRule(props: Props): JSX.Element | null {
  const { RuleDrawer, session, project, terms, rules, id, from, onClose } = props;
  const may = can(session, 'rules:write');
  const isNew = id === 'new';
  const rule = isNew ? undefined : rules.rules?.find((each) => each.id === id);
  const copied = from === undefined ? undefined : rules.rules?.find((each) => each.id === from);
  if (isNew ? !may : rules.rules && !rule) return <Missing onClose={onClose} isNew={isNew} />;
  if (!rules.rules && (!isNew || from !== undefined)) return <Waiting rules={rules} onClose={onClose} />;
  const key = `${project.id} ${id}`;
  const kept = lost.get(key);
  lost.delete(key);
  return (
    <RuleDrawer
      {...{ project, terms, rule, may, kept, onClose }}
      start={rule ?? startOf(copied)}
      mayAudit={can(session, 'audit:read')}
      onSaved={(saved, before) => afterSave(props, saved, before)}
      onLost={(draft) => {
        say(t`Your changes were not saved.`, () => {
          lost.set(key, draft);
          props.onReopen();
        });
      }}
    />
  );
}

/** A copy, or what most people want first: to be told when revenue is unusual. */
function startOf(copied: Rule | undefined): Start {
  if (!copied) return { type: 'anomaly', metric: 'revenue' };
  return { ...copied, name: t`${{ name: copied.name }} (copy)`.slice(0, 200) };
}

function afterSave(props: Props, saved: Rule | undefined, before: Rule | undefined): void {
  const { project, rules, onClose, onChanged } = props;
  onClose();
  onChanged();
  if (!saved) {
    rules.query.retry();
    say(t`Saved. It takes effect in a moment.`);
    return;
  }
  rules.put(saved);
  const { id, name } = saved;
  const undo = before
    ? async () =>
        rules.put(
          await request.patch('/v1/rules/{id}', {
            path: { id },
            project: project.id,
            body: changesBack(saved, before),
          }),
        )
    : async () => {
        await request.delete('/v1/rules/{id}', { path: { id }, project: project.id });
        rules.drop(id);
      };
  say(before ? t`${{ name }} was saved.` : t`${{ name }} is watching.`, () =>
    undo().catch((error: ApiError) => failed(error)),
  );
}

/** What makes a saved rule what it was before. */
function changesBack(saved: Rule, before: Rule) {
  const {
    id: _,
    project_id: __,
    revision,
    template,
    last_run_at,
    next_run_at,
    last_error,
    last_error_code,
    created_at,
    updated_at,
    ...fields
  } = before;
  return changes(saved, fields as RuleInput);
}

function Missing({ isNew, onClose }: { isNew: boolean; onClose: () => void }): JSX.Element {
  return (
    <Drawer title={isNew ? t`New rule` : t`Rule`} onClose={onClose}>
      <EmptyState icon="bolt" title={isNew ? t`You may look, not change` : t`This rule does not exist`}>
        {isNew
          ? t`Owners, admins and editors change rules.`
          : t`It may have been deleted, or belong to another project.`}
      </EmptyState>
    </Drawer>
  );
}

function Waiting({ rules: { query }, onClose }: Pick<Props, 'rules' | 'onClose'>): JSX.Element {
  return (
    <Drawer title={t`Rule`} wide onClose={onClose}>
      {query.error ? (
        <ErrorState title={t`The rule could not be loaded`} error={query.error} onRetry={query.retry} />
      ) : (
        <Skeleton shape="title" />
      )}
    </Drawer>
  );
}
