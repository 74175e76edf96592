/** Checks that the audit log is complete, and shows the result. */
import { plural, t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useAction } from '../../../base/api/action.ts';
import { request } from '../../../base/api/api.ts';
import type { AuditVerdict } from '../../../base/api/types.ts';
import { Icon } from '../../../parts/data/icon.tsx';
import { Button } from '../../../parts/form/button.tsx';
import { FormError } from '../../../parts/form/form.tsx';
import { Section } from '../rows.tsx';

/** One button and its result. */
export function Verify(): JSX.Element {
  const { busy, error, run } = useAction();
  const [verdict, setVerdict] = useState<AuditVerdict>();
  const verify = () => {
    setVerdict(undefined);
    run(async () => setVerdict(await request.get('/v1/audit/verify', {})));
  };
  return (
    <Section
      title={t`Is the log complete?`}
      lead={t`Each entry is sealed with the one before it. Verifying recomputes every seal.`}
      action={
        <Button onClick={verify} busy={busy} disabled={busy}>
          {busy ? t`Verifying…` : t`Verify the log`}
        </Button>
      }
    >
      <div role="status" class="seal-box">
        {verdict && <Verdict verdict={verdict} />}
      </div>
      {error && <FormError error={error} />}
    </Section>
  );
}

function Verdict({ verdict }: { verdict: AuditVerdict }): JSX.Element {
  return verdict.intact ? (
    <p class="seal seal-good">
      <Icon name="check" />{' '}
      {plural(
        { count: verdict.entries },
        {
          one: 'Yes. The one entry is there, unchanged.',
          other: 'Yes. All # entries are there, in order and unchanged.',
        },
      )}
    </p>
  ) : (
    <p class="seal seal-bad">
      <Icon name="alert" />{' '}
      {t`No. From entry ${{ entry: verdict.first_broken ?? 0 }} on, the log was changed after it was written. Tell support before you rely on it.`}
    </p>
  );
}
