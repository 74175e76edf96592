/** People from outside who may look at the workspace, where there are any. */
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { request } from '../../../base/api/api.ts';
import type { List } from '../../../base/api/list.ts';
import type { Partner, Session } from '../../../base/api/types.ts';
import { Button } from '../../../parts/form/button.tsx';
import { Confirm } from '../../../parts/layer/dialog.tsx';
import { say } from '../../../parts/layer/toast.tsx';
import { can } from '../../../shell/session.tsx';
import { Row, Rows, Section } from '../rows.tsx';

/** Nothing at all while there is none: partners are assigned by Signalbox, not invited here. */
export function Partners({ session, list }: { session: Session; list: List<Partner> }): JSX.Element | null {
  const removed = () => {
    say(t`Partner removed.`);
    list.reload();
  };
  if (!list.rows?.length) return null;
  return (
    <Section
      title={t`Partners`}
      lead={t`From outside: they see all numbers and handle alerts, and change nothing else.`}
    >
      <Rows list={list} failed={t`The partners could not be loaded`} empty={undefined}>
        {(partner) => (
          <PartnerRow
            key={partner.user_id}
            partner={partner}
            may={can(session, 'members:manage')}
            onRemoved={removed}
          />
        )}
      </Rows>
    </Section>
  );
}

function PartnerRow({
  partner,
  may,
  onRemoved,
}: {
  partner: Partner;
  may: boolean;
  onRemoved: () => void;
}): JSX.Element {
  const [removing, setRemoving] = useState(false);
  const { name, email, user_id } = partner;
  return (
    <Row
      title={<bdi>{name}</bdi>}
      actions={
        may && (
          <Button aria-label={t`Remove ${name}`} onClick={() => setRemoving(true)}>
            {t`Remove`}
          </Button>
        )
      }
    >
      {email}
      {removing && (
        <Confirm
          title={t`Remove ${name}?`}
          action={t`Remove partner`}
          busy={t`Removing…`}
          danger
          onConfirm={() => request.delete('/v1/partners/{user_id}', { path: { user_id } }).then(onRemoved)}
          onClose={() => setRemoving(false)}
        >
          {t`They are out at once. Signalbox can assign them again.`}
        </Confirm>
      )}
    </Row>
  );
}
