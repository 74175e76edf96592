/** A report as whoever holds a link sees it: without an account, and without a way to anything else. */
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { useToken } from '../../../account/use-token.ts';
import { request } from '../../../base/api/api.ts';
import type { ApiError } from '../../../base/api/call.ts';
import { useQuery } from '../../../base/api/query.ts';
import { formatMoment } from '../../../base/words/format.ts';
import { EmptyState } from '../../../parts/data/empty-state.tsx';
import { ErrorState } from '../../../parts/data/error-state.tsx';
import { Button } from '../../../parts/form/button.tsx';
import { Brand } from '../../../shell/brand.tsx';
import { LanguageChoice } from '../../../shell/language-choice.tsx';
import { ReportBody, ReportSkeleton, reportDays, reportName } from '../report-body.tsx';

/** The report behind the link. */
export function SharedReport(): JSX.Element {
  const token = useToken();
  const { data, error, retry } = useQuery(token || null, () =>
    request.post('/v1/webhooks/shared-reports', { body: { token: token ?? '' } }),
  );
  return (
    <main id="content" class="shell-page page" tabIndex={-1}>
      <Brand />
      <div class="page-head">
        <div>
          <h1>{data ? <bdi>{data.project}</bdi> : t`Report`}</h1>
          {data && (
            <p class="page-lead">
              <strong>{`${reportName(data.kind)}: ${reportDays(data)}`}</strong>
              {' · '}
              {t`This link works until ${{ time: formatMoment(data.expires_at) }}.`}
            </p>
          )}
        </div>
        {data && (
          <div class="page-actions">
            <Button onClick={() => print()}>{t`Print`}</Button>
          </div>
        )}
      </div>
      {data ? <ReportBody report={data} /> : <Waiting token={token} error={error} onRetry={retry} />}
      <div class="entry-look">
        <LanguageChoice session={undefined} />
      </div>
    </main>
  );
}

interface WaitingProps {
  token: string | undefined;
  error: ApiError | undefined;
  onRetry: () => void;
}

function Waiting({ token, error, onRetry }: WaitingProps): JSX.Element {
  const isOver = token === '' || error?.status === 404 || error?.status === 422;
  if (!isOver && !error) return <ReportSkeleton />;
  return (
    <div class="panel page-panel">
      {isOver ? (
        <EmptyState title={t`This link shows nothing`}>
          {t`It has ended, or is not complete. Ask whoever sent it to you for a new one.`}
        </EmptyState>
      ) : (
        <ErrorState title={t`This report could not be loaded`} error={error!} onRetry={onRetry} />
      )}
    </div>
  );
}
