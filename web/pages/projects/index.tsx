/** Portfolio: every project of the workspace side by side, each with its main number of today. */
import './projects.css';
import { plural, t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { useCallback, useMemo, useState } from 'preact/hooks';
import type { Kpis, Project, Session } from '../../base/api/types.ts';
import { EmptyState } from '../../parts/data/empty-state.tsx';
import { ErrorState } from '../../parts/data/error-state.tsx';
import { ButtonLink } from '../../parts/form/button.tsx';
import { Field } from '../../parts/form/field.tsx';
import { NoProject, WorkspacePage } from '../../shell/page.tsx';
import { can } from '../../shell/session.tsx';
import { type Failure, ProjectCard, ProjectCardSkeleton } from './project-card.tsx';
import { sumsOf } from './sums.ts';
import { Totals } from './totals.tsx';

/** From this many projects on there is a search field. */
const MANY = 9;

/** The projects of the whole workspace. */
export function Portfolio(): JSX.Element {
  return (
    <WorkspacePage
      title={t`Projects`}
      skeleton={
        <div class="portfolio">
          {[1, 2, 3].map((card) => (
            <ProjectCardSkeleton key={card} />
          ))}
        </div>
      }
      actions={({ session }) =>
        can(session, 'projects:create') && <ButtonLink href="/settings/projects">{t`Manage projects`}</ButtonLink>
      }
    >
      {({ session }) => (session.projects.length > 0 ? <Cards session={session} /> : <NoProject session={session} />)}
    </WorkspacePage>
  );
}

function Cards({ session }: { session: Session }): JSX.Element {
  const { projects } = session;
  const [words, setWords] = useState('');
  const [known, setKnown] = useState<ReadonlyMap<string, Kpis>>(new Map());
  const tell = useMemo(
    () => (project: Project, kpis: Kpis) => setKnown((last) => new Map(last).set(project.id, kpis)),
    [],
  );
  const [failures, fail] = useFailures();
  const shown = projects.filter(({ name }) => plain(name).includes(plain(words)));
  const sums = sumsOf(projects.flatMap(({ id }) => known.get(id) ?? []));
  const count = shown.length;
  const whole = projects.every(({ id }) => known.has(id));
  return (
    <>
      {failures.size > 1 && <Failed failures={[...failures.values()]} />}
      {failures.size === 0 && sharesCurrency(projects) && <Totals sums={sums} count={projects.length} whole={whole} />}
      {projects.length >= MANY && (
        <div class="portfolio-search">
          <Field
            label={t`Find a project`}
            type="text"
            value={words}
            onInput={(event) => setWords(event.currentTarget.value)}
          />
          <p class="visually-hidden" role="status">
            {plural(count, { one: '# project', other: '# projects' })}
          </p>
        </div>
      )}
      {count > 0 ? (
        <ul class="portfolio">
          {shown.map((project) => (
            <li key={project.id}>
              <ProjectCard
                project={project}
                onKpis={tell}
                onFailure={fail}
                quiet={failures.size > 1}
                alerts={can(session, 'alerts:read')}
              />
            </li>
          ))}
        </ul>
      ) : (
        <div class="panel page-panel">
          <EmptyState title={t`No project is called that`} icon="search">
            {t`Look for another part of its name.`}
          </EmptyState>
        </div>
      )}
    </>
  );
}

/** The projects whose numbers could not be loaded, and how a card reports it. */
function useFailures() {
  const [failures, setFailures] = useState<ReadonlyMap<string, Failure>>(new Map());
  const fail = useCallback((project: Project, failure: Failure | undefined) => {
    setFailures((last) => {
      if (!failure && !last.has(project.id)) return last;
      const next = new Map(last);
      if (failure) next.set(project.id, failure);
      else next.delete(project.id);
      return next;
    });
  }, []);
  return [failures, fail] as const;
}

/** Several at once: one message for all of them. */
function Failed({ failures }: { failures: Failure[] }): JSX.Element {
  return (
    <div class="panel">
      <ErrorState
        title={t`The numbers could not be loaded`}
        error={failures[0]!.error}
        onRetry={() => {
          for (const { retry } of failures) retry();
        }}
      />
    </div>
  );
}

/** Two projects with the same money: there is something to add up. */
const sharesCurrency = (projects: Project[]) =>
  new Set(projects.map(({ currency }) => currency)).size < projects.length;

const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim();
