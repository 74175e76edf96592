/** The rules that the project's industry starts with: one click adds one. */
import { plural, t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { useAction } from '../../base/api/action.ts';
import { request } from '../../base/api/api.ts';
import { type Query, useQuery } from '../../base/api/query.ts';
import { Badge } from '../../parts/data/badge.tsx';
import { ErrorLine, ErrorState } from '../../parts/data/error-state.tsx';
import { Skeleton } from '../../parts/data/skeleton.tsx';
import { Button } from '../../parts/form/button.tsx';
import { say } from '../../parts/layer/toast.tsx';
import { ruleSentence } from './rule-sentence.ts';
import type { Rule, RuleTemplate, Terms, Watched } from './rule-types.ts';
import { templateWords } from './template-words.ts';
import { formatNumber } from './words.ts';

/** The catalogue of the project's industry. */
export function useTemplates(project: string): Query<RuleTemplate[]> {
  return useQuery(`templates ${project}`, async (signal) => {
    return (await request.get('/v1/rules/templates', { project, signal })).data;
  });
}

interface Props {
  project: string;
  templates: Query<RuleTemplate[]>;
  terms: Terms;
  may: boolean;
  onAdded: (rule: Rule) => void;
  onRemoved: (id: string) => void;
  /** Opens the rule that was made from a template, or the editor with one. */
  onOpen: (rule_id: string) => void;
}

/** A card for each template. */
export function Templates({ templates, ...props }: Props): JSX.Element {
  const { data, error, retry } = templates;
  if (!data && error) {
    return (
      <div class="panel page-panel">
        <ErrorState title={t`The templates could not be loaded`} error={error} onRetry={retry} />
      </div>
    );
  }
  return (
    <ul class="template-grid" aria-busy={!data}>
      {(data ?? [undefined, undefined, undefined]).map((template, at) => (
        <li key={template?.template ?? at} class="panel template">
          {template ? <Card {...props} template={template} onChanged={retry} /> : <CardLines />}
        </li>
      ))}
    </ul>
  );
}

type CardProps = Omit<Props, 'templates'> & { template: RuleTemplate; onChanged: () => void };

function Card({ template, project, terms, may, onAdded, onRemoved, onOpen, onChanged }: CardProps): JSX.Element {
  const action = useAction();
  const { name, text } = templateWords(template);
  const { rule_id } = template;
  const add = () =>
    action.run(async () => {
      const body = { ...template.rule, name, template: template.template };
      const rule = await request.post('/v1/rules', { project, body });
      onAdded(rule);
      onChanged();
      say(t`${{ name }} is watching.`, async () => {
        await request.delete('/v1/rules/{id}', { path: { id: rule.id }, project });
        onRemoved(rule.id);
        onChanged();
      });
    });
  return (
    <>
      <h2 class="template-name">
        {name} {rule_id && <Badge icon="check">{t`In use`}</Badge>}
      </h2>
      <p class="template-text">{text}</p>
      <p class="rule-sentence">{ruleSentence(template.rule as Watched, terms)}</p>
      <WouldHave project={project} template={template} />
      {action.error && <ErrorLine error={action.error} />}
      <div class="template-foot">
        {rule_id ? (
          <Button onClick={() => onOpen(rule_id)} aria-label={t`Open ${{ name }}`}>
            {t({ message: 'Open', context: 'verb' })}
          </Button>
        ) : (
          may && (
            <Button icon="plus" aria-label={t`Add ${{ name }}`} busy={action.busy} disabled={action.busy} onClick={add}>
              {action.busy ? t`Adding…` : t`Add`}
            </Button>
          )
        )}
      </div>
    </>
  );
}

const DAYS = 30;

/** What the template would have raised of late. */
function WouldHave({ project, template }: { project: string; template: RuleTemplate }): JSX.Element {
  const { data, error } = useQuery(`preview ${project} ${template.template}`, (signal) =>
    request.post('/v1/rules/preview', { project, body: { ...template.rule, days: DAYS }, signal }),
  );
  const count = data?.alerts.length ?? 0;
  const days = formatNumber(DAYS);
  return (
    <p class="template-preview">
      {!data && !error && <Skeleton shape="text" />}
      {error && t`What it would have found is not known right now.`}
      {data &&
        (count === 0
          ? t`Nothing in the last ${{ days }} days`
          : plural(count, { one: `# alert in the last ${days} days`, other: `# alerts in the last ${days} days` }))}
    </p>
  );
}

function CardLines(): JSX.Element {
  return (
    <>
      <h2 class="template-name">
        <Skeleton shape="title" />
      </h2>
      <p class="template-text">
        <Skeleton shape="wide" />
      </p>
      <p class="template-preview">
        <Skeleton shape="text" />
      </p>
    </>
  );
}
