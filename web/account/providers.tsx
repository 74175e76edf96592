/** Signing in with another service, where the server knows one. */
import './providers.css';
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { useAction } from '../base/api/action.ts';
import { type Reply, request } from '../base/api/api.ts';
import { useQuery } from '../base/api/query.ts';
import { Button } from '../parts/form/button.tsx';
import { FormError } from '../parts/form/form.tsx';

type Provider = Reply<'/v1/auth/providers', 'get'>['data'][number]['id'];

/** A button for each service; nothing at all when there is none. `next` is where the person wants to go. */
export function Providers({ next }: { next: string }): JSX.Element | null {
  const providers = useQuery('providers', (signal) => request.get('/v1/auth/providers', { signal }));
  const { busy, error, run } = useAction();
  const start = (id: Provider) =>
    run(async () =>
      location.assign((await request.post('/v1/auth/oidc/{provider}', { path: { provider: id }, body: { next } })).url),
    );
  if (!providers.data?.data.length) return null;
  return (
    <div class="providers">
      {providers.data.data.map(({ id, name }) => (
        <Button key={id} busy={busy} onClick={() => start(id)}>
          {t`Continue with ${name}`}
        </Button>
      ))}
      {error && <FormError error={error} />}
    </div>
  );
}
