/** One invitation that waits for an answer. */
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { roleName } from '../../../account/roles.ts';
import { useAction } from '../../../base/api/action.ts';
import { request } from '../../../base/api/api.ts';
import type { Invitation } from '../../../base/api/types.ts';
import { useNow } from '../../../base/time/clock.ts';
import { formatMoment } from '../../../base/words/format.ts';
import { FormError } from '../../../parts/form/form.tsx';
import { Confirm } from '../../../parts/layer/dialog.tsx';
import { Menu } from '../../../parts/layer/menu.tsx';
import { Badge, Row } from '../rows.tsx';

/** Can be sent again, which renews it, or withdrawn. */
export function InvitationRow({
  invitation,
  onChange,
}: {
  invitation: Invitation;
  onChange: (words: string) => void;
}): JSX.Element {
  const now = useNow(60_000);
  const [revoking, setRevoking] = useState(false);
  const resending = useAction();
  const { id, email, role, expires_at } = invitation;
  const over = Date.parse(expires_at) <= now;
  const resend = () =>
    resending
      .run(() => request.post('/v1/members/invitations/{id}/resend', { path: { id } }))
      .then((done) => done && onChange(t`Sent to ${email} again.`));
  return (
    <Row
      title={email}
      marks={
        <>
          <Badge>{roleName(role)}</Badge>
          {over && <Badge kind="warn">{t`Expired`}</Badge>}
        </>
      }
      actions={
        <Menu
          label={t`Actions for ${{ name: email }}`}
          items={[
            { label: t`Send again`, onChoose: resend },
            { label: t`Revoke`, danger: true, onChoose: () => setRevoking(true) },
          ]}
        />
      }
    >
      {over
        ? t`The link no longer works. Send it again.`
        : t`The link works until ${{ moment: formatMoment(expires_at) }}.`}
      {resending.error && <FormError error={resending.error} />}
      {revoking && (
        <Confirm
          title={t`Revoke this invitation?`}
          action={t`Revoke invitation`}
          busy={t`Revoking…`}
          danger
          onConfirm={() =>
            request
              .delete('/v1/members/invitations/{id}', { path: { id } })
              .then(() => onChange(t`Invitation revoked.`))
          }
          onClose={() => setRevoking(false)}
        >
          {t`The link that ${email} got stops working. You can invite them again.`}
        </Confirm>
      )}
    </Row>
  );
}
