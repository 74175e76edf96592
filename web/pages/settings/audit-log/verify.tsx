/** Checks that the audit log is whole, and says so plainly. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { type AuditVerdict, audit } from '../../../account/api.ts';
import { useAction } from '../../../action.ts';
import { formatValue } from '../../../format.ts';
import { Button } from '../../../parts/button.tsx';
import { FormError } from '../../../parts/form.tsx';
import { Icon } from '../../../parts/icon.tsx';
import { Section } from '../rows.tsx';

/** One button, one answer. */
export function Verify(): JSX.Element {
  const { busy, error, run } = useAction();
  const [verdict, setVerdict] = useState<AuditVerdict>();
  const verify = () => {
    setVerdict(undefined);
    run(async () => setVerdict(await audit.verify()));
  };
  return (
    <Section
      title="Is the log complete?"
      lead="Each entry is sealed with the one before it. Verifying recomputes every seal."
      action={
        <Button onClick={verify} busy={busy} disabled={busy}>
          {busy ? 'Verifying…' : 'Verify the log'}
        </Button>
      }
    >
      <div role="status" class="verdict-box">
        {verdict && <Verdict verdict={verdict} />}
      </div>
      {error && <FormError error={error} />}
    </Section>
  );
}

function Verdict({ verdict }: { verdict: AuditVerdict }): JSX.Element {
  const entries = `${formatValue(verdict.entries, 'count', 'USD')} ${verdict.entries === 1 ? 'entry' : 'entries'}`;
  return verdict.intact ? (
    <p class="verdict verdict-good">
      <Icon name="check" /> Yes. All {entries} are there, in order and unchanged.
    </p>
  ) : (
    <p class="verdict verdict-bad">
      <Icon name="alert" /> No. From entry {verdict.first_broken} on, the log was changed after it was written. Tell
      support before you rely on it.
    </p>
  );
}
