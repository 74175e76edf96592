/** One member: name, role, and what the reader may change about them. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import { type Member, team } from '../../../account/api.ts';
import { roleName, rolesUpTo } from '../../../account/roles.ts';
import type { Role, Session } from '../../../client.ts';
import { Choices } from '../../../parts/choices.tsx';
import { Confirm, Dialog } from '../../../parts/dialog.tsx';
import { Form } from '../../../parts/form.tsx';
import { Menu } from '../../../parts/menu.tsx';
import { can, forgetSession } from '../../../session.tsx';
import { Badge, Row } from '../rows.tsx';

const LAST_OWNER = 'This is the only owner. Make somebody else an owner first.';
const WORDS = { 'member.last_owner': LAST_OWNER };

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
    ...(may ? [{ label: 'Change role', onChoose: () => setOpen('role') }] : []),
    ...(may || self ? [{ label: self ? 'Leave' : 'Remove', danger: true, onChoose: () => setOpen('remove') }] : []),
  ];
  const name = member.name || member.email;
  return (
    <Row
      title={name}
      marks={
        <>
          <Badge>{roleName(member.role)}</Badge>
          {member.two_factor_enabled && <Badge kind="good">Two-factor</Badge>}
          {self && <span class="row-detail">You</span>}
        </>
      }
      actions={items.length > 0 && <Menu label={`Actions for ${name}`} items={items} />}
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
    const role = String(form.get('role')) as Role;
    await team.changeRole(member.user_id, role);
    onClose();
    onChange(`${member.name || member.email} is now ${roleName(role).toLowerCase()}.`);
  };
  return (
    <Dialog title={`Role of ${member.name || member.email}`} onClose={onClose}>
      <Form submit="Change role" busy="Changing…" words={WORDS} onSubmit={submit} onCancel={onClose}>
        <Choices legend="Role" name="role" type="radio" chosen={[member.role]} options={rolesUpTo(session.role)} />
      </Form>
    </Dialog>
  );
}

function Remove({ session, member, onChange, onClose }: DialogProps): JSX.Element {
  const name = member.name || member.email;
  return (
    <Confirm
      title={`Remove ${name}?`}
      action="Remove"
      busy="Removing…"
      danger
      words={WORDS}
      onConfirm={() => team.remove(member.user_id).then(() => onChange(`${name} is removed.`))}
      onClose={onClose}
    >
      They are signed out of {session.tenant?.name} at once. What they did stays in the audit log, and you can invite
      them again.
    </Confirm>
  );
}

function Leave({ session, onClose }: { session: Session; onClose: () => void }): JSX.Element {
  const { route } = useLocation();
  const leave = async () => {
    await team.leave();
    forgetSession();
    // The session ended with the membership; whoever has other workspaces signs in to one of them.
    route('/sign-in', true);
  };
  const title = `Leave ${session.tenant?.name}?`;
  return (
    <Confirm {...{ title, onClose, words: WORDS }} action="Leave" busy="Leaving…" danger onConfirm={leave}>
      You lose access at once. Only an invitation brings you back.
    </Confirm>
  );
}
