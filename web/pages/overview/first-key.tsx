/** The key for the first event: the one that the onboarding has made, one that exists, or a new one. Never a second of the kind. */
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { useAction } from '../../base/api/action.ts';
import { request } from '../../base/api/api.ts';
import { useQuery } from '../../base/api/query.ts';
import type { ApiKey, Project } from '../../base/api/types.ts';
import { ErrorLine } from '../../parts/data/error-state.tsx';
import { Skeleton } from '../../parts/data/skeleton.tsx';
import { Button } from '../../parts/form/button.tsx';

/** Sends events and reads them back, like the key of the onboarding (worker/tenants/onboarding). */
const SCOPES = ['events:write', 'read'] as const;

interface Props {
  project: Project;
  /** The key's text, while it is known. */
  shown: string | undefined;
  onKey: (key: string) => void;
}

/** Shows where the key is, or makes one; for people who may manage keys. */
export function FirstKey({ project, shown, onKey }: Props): JSX.Element {
  const keys = useQuery(shown ? null : project.id, (signal) => firstKey(project, signal));
  if (shown) {
    return (
      <p class="first-run-text" role="status">
        {t`Your key is in the command below. It is shown only now, so copy it before you leave this page.`}
      </p>
    );
  }
  if (keys.error && !keys.data) return <ErrorLine error={keys.error} />;
  if (!keys.data) return <Skeleton shape="control" />;
  return keys.data.key ? (
    <Existing project={project} apiKey={keys.data.key} onKey={onKey} />
  ) : (
    <Create project={project} onKey={onKey} onFound={keys.retry} />
  );
}

/** The project's newest live key with the scopes that the page needs. */
async function firstKey({ id }: Project, signal?: AbortSignal): Promise<{ key: ApiKey | undefined }> {
  const { data } = await request.get('/v1/keys', { query: { limit: 200 }, project: id, ...(signal && { signal }) });
  const fits = ({ kind, state, scopes }: ApiKey) =>
    kind === 'secret' && state === 'active' && SCOPES.every((scope) => scopes.includes(scope));
  return { key: data.findLast(fits) };
}

interface CreateProps extends Pick<Props, 'project' | 'onKey'> {
  onFound: () => void;
}

function Create({ project, onKey, onFound }: CreateProps): JSX.Element {
  const { busy, error, run } = useAction();
  const create = () =>
    run(async () => {
      // Another tab, or another person, may have been faster.
      if ((await firstKey(project)).key) return onFound();
      const body = { name: t`First key`, scopes: [...SCOPES] };
      onKey((await request.post('/v1/keys', { body, project: project.id })).key);
    });
  return (
    <>
      <p class="first-run-text">{t`A secret key lets your server, and nobody else, send events and read numbers.`}</p>
      <Button kind="primary" icon="key" onClick={create} disabled={busy} busy={busy}>
        {t`Create a key`}
      </Button>
      {error && <ErrorLine error={error} />}
    </>
  );
}

interface ExistingProps extends Pick<Props, 'project' | 'onKey'> {
  apiKey: ApiKey;
}

/** A key that was never used may be replaced at once: nothing depends on it. */
function Existing({ project, apiKey, onKey }: ExistingProps): JSX.Element {
  const { busy, error, run } = useAction();
  const { id, name, hint, last_used_at } = apiKey;
  const replace = () =>
    run(async () => {
      const input = { path: { id }, body: { overlap_minutes: 0 }, project: project.id };
      onKey((await request.post('/v1/keys/{id}/rotate', input)).key);
    });
  return (
    <>
      <p class="first-run-text">
        {t`${name} (…${hint}) exists already. It was shown once, when it was created. If you kept it, put it in place of YOUR_KEY.`}
      </p>
      {last_used_at === null ? (
        <Button icon="key" onClick={replace} disabled={busy} busy={busy}>
          {t`Replace it and show the new one`}
        </Button>
      ) : (
        <a href="/settings/keys">{t`See all keys`}</a>
      )}
      {error && <ErrorLine error={error} />}
    </>
  );
}
