/** Where the link of an invitation leads: who invites, to what, and how to accept. */
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { Entry } from '../../account/entry.tsx';
import { useToken } from '../../account/use-token.ts';
import { request } from '../../base/api/api.ts';
import type { ApiError } from '../../base/api/call.ts';
import { useQuery } from '../../base/api/query.ts';
import { ErrorState } from '../../parts/data/error-state.tsx';
import { Skeleton } from '../../parts/data/skeleton.tsx';
import { ButtonLink } from '../../parts/form/button.tsx';
import { Accept } from './accept.tsx';

/** Looks the invitation up, then asks for as little as possible. */
export function Join(): JSX.Element {
  const token = useToken();
  const offer = useQuery(token || null, async (signal) => {
    const [invitation, session] = await Promise.all([
      request.post('/v1/invitations/read', { body: { token: token ?? '' }, signal }),
      request
        .get('/v1/auth/session', { signal })
        .catch((error: ApiError) => (error.status === 401 ? undefined : Promise.reject(error))),
    ]);
    return { invitation, session };
  });
  if (token && offer.data) return <Accept token={token} {...offer.data} />;
  if (token === '' || (offer.error && offer.error.status >= 400 && offer.error.status < 500)) return <Over />;
  if (offer.error) {
    return (
      <Entry title={t`Invitation`}>
        <ErrorState title={t`The invitation could not be loaded`} error={offer.error} onRetry={offer.retry} />
      </Entry>
    );
  }
  return (
    <Entry growing title={t`Invitation`} lead={<Skeleton shape="title" />}>
      <Skeleton shape="control" />
    </Entry>
  );
}

function Over(): JSX.Element {
  return (
    <Entry
      title={t`This invitation no longer works`}
      lead={t`It was accepted already, withdrawn, or has expired. Ask the person who invited you for a new one.`}
    >
      <ButtonLink href="/sign-in">{t`Sign in`}</ButtonLink>
    </Entry>
  );
}
