/** The page of a project whose session is known: three views of its rules, and the rule that is open beside them. */
import { t } from '@lingui/core/macro';
import type { ComponentChildren, JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import type { Session } from '../../base/api/types.ts';
import { EmptyState } from '../../parts/data/empty-state.tsx';
import { Tabs } from '../../parts/layer/tabs.tsx';
import { can } from '../../shell/session.tsx';
import { type Place, placeUrl, readPlace, type View } from './address.ts';
import { NoiseView } from './noise.tsx';
import { OpenRule, useDrawer } from './open-rule.tsx';
import { RuleList } from './rule-list.tsx';
import type { Project, Rule, Terms } from './rule-types.ts';
import { Templates, useTemplates } from './templates.tsx';
import { ruleActions } from './use-rule-actions.ts';
import { type Rules, useHistory, useRules } from './use-rules.ts';
import { useTerms } from './use-terms.ts';

interface Props {
  session: Session;
  project: Project;
}

/** What the address says is shown. */
export function RulesView({ session, project }: Props): JSX.Element {
  const { query, route } = useLocation();
  const place = readPlace(query);
  const go = (patch: Partial<Place>) => route(placeUrl({ view: place.view, ...patch }, query.project));
  const rules = useRules(project.id);
  const history = useHistory(project.id);
  const terms = useTerms(project);
  const RuleDrawer = useDrawer();
  const may = can(session, 'rules:write');
  const actions = useMemo(
    () => (may ? ruleActions(project.id, rules, history.retry) : undefined),
    [may, project.id, rules, history.retry],
  );
  const open = (rule_id: string) => go({ rule: rule_id });
  const catalogue = <Catalogue {...{ project, terms, may, rules }} onOpen={open} />;
  const views: Record<View, () => ComponentChildren> = {
    rules: () => (
      <RuleList
        {...{ rules, terms, actions }}
        history={history.data}
        onOpen={({ id }) => open(id)}
        onDuplicate={({ id }) => go({ rule: 'new', from: id })}
        empty={<NoRules may={may} catalogue={catalogue} />}
      />
    ),
    templates: () => catalogue,
    noise: () => <NoiseView project={project.id} {...{ terms, actions }} rules={rules.rules} onOpen={open} />,
  };
  const tabs = [
    { value: 'rules' as const, label: t`Your rules` },
    { value: 'templates' as const, label: t`Templates` },
    { value: 'noise' as const, label: t`Noise` },
  ];
  return (
    <>
      <Tabs label={t`Rules`} value={place.view} tabs={tabs} onChange={(view) => go({ view })}>
        <div class="rules-panel">{views[place.view]()}</div>
      </Tabs>
      {place.rule && RuleDrawer && (
        <OpenRule
          key={`${place.rule} ${place.from ?? ''}`}
          {...{ RuleDrawer, session, project, terms, rules }}
          id={place.rule}
          from={place.from}
          onClose={() => go({})}
          onReopen={() => go({ rule: place.rule, from: place.from })}
          onChanged={history.retry}
        />
      )}
    </>
  );
}

interface CatalogueProps {
  project: Project;
  terms: Terms;
  may: boolean;
  rules: Rules;
  onOpen: (rule_id: string) => void;
}

function Catalogue({ project, rules, ...props }: CatalogueProps): JSX.Element {
  const templates = useTemplates(project.id);
  return (
    <Templates
      {...props}
      project={project.id}
      templates={templates}
      onAdded={(rule: Rule) => rules.put(rule)}
      onRemoved={rules.drop}
    />
  );
}

function NoRules({ may, catalogue }: { may: boolean; catalogue: JSX.Element }): JSX.Element {
  return (
    <>
      <div class="panel">
        <EmptyState icon="bolt" title={t`Nothing is watched yet`}>
          {may
            ? t`A rule looks at your numbers or events and tells you when something needs you. Start with one that fits your business:`
            : t`A rule looks at numbers or events and tells you when something needs you. Owners, admins and editors make them.`}
        </EmptyState>
      </div>
      {may && catalogue}
    </>
  );
}
