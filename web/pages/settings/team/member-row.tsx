/** One member: name, role, and what the reader may change about them. */
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import { roleName, rolesUpTo } from '../../../account/roles.ts';
import { request } from '../../../base/api/api.ts';
import type { Member, Session } from '../../../base/api/types.ts';
import { Choices } from '../../../parts/form/choices.tsx';
import { Form } from '../../../parts/form/form.tsx';
import { Confirm, Dialog } from '../../../parts/layer/dialog.tsx';
import { Menu } from '../../../parts/layer/menu.tsx';
import { can, forgetSession } from '../../../shell/session.tsx';
import { Badge, Row } from '../rows.tsx';

interface Props {
  session: Session;
  member: Member;
  onChange: (words: string) => void;
}

/** A row; one's own has "Leave" in place of "Remove". */
export function MemberRow({ session, member, onChange }: Props): JSX.Element {
  const [open, setOpen] = useState<'role' | 'remove'>();
  const close = () => setOpen(undefined);
  const self = member.user_id === session.user.id;
  const below = rolesUpTo(session.role).some(({ value }) => value === member.role);
  const may = can(session, 'members:manage') && below;
  const items = [
    ...(may ? [{ label: t`Change role`, onChoose: () => setOpen('role') }] : []),
    ...(may || self ? [{ label: self ? t`Leave` : t`Remove`, danger: true, onChoose: () => setOpen('remove') }] : []),
  ];
  const name = member.name || member.email;
  return (
    <Row
      title={<bdi>{name}</bdi>}
      marks={
        <>
          <Badge>{roleName(member.role)}</Badge>
          {member.two_factor_enabled && <Badge kind="good">{t`Two-factor`}</Badge>}
          {self && <span class="row-detail">{t`You`}</span>}
        </>
      }
      actions={items.length > 0 && <Menu label={t`Actions for ${name}`} items={items} />}
    >
      {member.email}
      {open === 'role' && <ChangeRole {...{ session, member, onChange, onClose: close }} />}
      {open === 'remove' &&
        (self ? (
          <Leave session={session} onClose={close} />
        ) : (
          <Remove {...{ session, member, onChange, onClose: close }} />
        ))}
    </Row>
  );
}

type DialogProps = Props & { onClose: () => void };

function ChangeRole({ session, member, onChange, onClose }: DialogProps): JSX.Element {
  const submit = async (form: FormData) => {
    const role = String(form.get('role')) as Member['role'];
    await request.patch('/v1/members/{user_id}', { path: { user_id: member.user_id }, body: { role } });
    onClose();
    onChange(t`${{ name: member.name || member.email }}: ${{ role: roleName(role) }} from now on.`);
  };
  return (
    <Dialog title={t`Role of ${{ name: member.name || member.email }}`} onClose={onClose}>
      <Form submit={t`Change role`} busy={t`Changing…`} onSubmit={submit} onCancel={onClose}>
        <Choices legend={t`Role`} name="role" type="radio" chosen={[member.role]} options={rolesUpTo(session.role)} />
      </Form>
    </Dialog>
  );
}

function Remove({ session, member, onChange, onClose }: DialogProps): JSX.Element {
  const name = member.name || member.email;
  return (
    <Confirm
      title={t`Remove ${name}?`}
      action={t`Remove`}
      busy={t`Removing…`}
      danger
      onConfirm={() =>
        request
          .delete('/v1/members/{user_id}', { path: { user_id: member.user_id } })
          .then(() => onChange(t`${name} is removed.`))
      }
      onClose={onClose}
    >
      {t`They are signed out of ${{ workspace: session.tenant?.name ?? '' }} at once. What they did stays in the audit log, and you can invite them again.`}
    </Confirm>
  );
}

function Leave({ session, onClose }: { session: Session; onClose: () => void }): JSX.Element {
  const { route } = useLocation();
  const leave = async () => {
    await request.post('/v1/members/leave', {});
    forgetSession();
    // The session ended with the membership; a person with other workspaces signs in to one of them.
    route('/sign-in', true);
  };
  const title = t`Leave ${{ workspace: session.tenant?.name ?? '' }}?`;
  return (
    <Confirm {...{ title, onClose }} action={t`Leave`} busy={t`Leaving…`} danger onConfirm={leave}>
      {t`You lose access at once. Only an invitation brings you back.`}
    </Confirm>
  );
}
