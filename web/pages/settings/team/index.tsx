/** Settings: who belongs to the workspace, and who is invited. */
import './team.css';
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { roles } from '../../../account/roles.ts';
import { request } from '../../../base/api/api.ts';
import { type List, useList } from '../../../base/api/list.ts';
import type { Invitation, Member, Page, Session } from '../../../base/api/types.ts';
import { ErrorState } from '../../../parts/data/error-state.tsx';
import { Button } from '../../../parts/form/button.tsx';
import { say } from '../../../parts/layer/toast.tsx';
import { can } from '../../../shell/session.tsx';
import { Rows, Section } from '../rows.tsx';
import { SettingsPage } from '../settings-page.tsx';
import { InvitationRow } from './invitation-row.tsx';
import { InviteDialog } from './invite-dialog.tsx';
import { MemberRow } from './member-row.tsx';
import { Partners } from './partners.tsx';

/** Members, open invitations, and what each role may do. */
export function Team(): JSX.Element {
  return (
    <SettingsPage title={t`Team`} lead={t`People who can open this workspace, and what each of them may do.`} zoned>
      {({ session, reload }) => <People session={session} onChange={reload} />}
    </SettingsPage>
  );
}

/** Invitations that wait for an answer; lists read on past pages that hold none. */
const openOnly = ({ data, next_cursor }: Page<Invitation>): Page<Invitation> => ({
  data: data.filter(({ status }) => status === 'pending' || status === 'expired'),
  next_cursor,
});

/** Each section appears when the ones above it have their rows, so that none is pushed down. */
function People({ session, onChange }: { session: Session; onChange: () => void }): JSX.Element {
  const inside = can(session, 'members:read');
  const manages = can(session, 'members:manage');
  const members = useList(inside ? 'members' : null, (cursor, signal) =>
    request.get('/v1/members', { query: { cursor }, signal }),
  );
  const invitations = useList(manages ? 'invitations' : null, (cursor, signal) =>
    request.get('/v1/members/invitations', { query: { cursor }, signal }).then(openOnly),
  );
  const partners = useList(inside ? 'partners' : null, (cursor, signal) =>
    request.get('/v1/partners', { query: { cursor }, signal }),
  );
  const settled = (list: List<unknown>, asked: boolean) => !asked || Boolean(list.rows || list.error);
  const first = settled(members, inside);
  const second = first && settled(invitations, manages);
  const broken = [members, invitations, partners].filter(({ rows, error }) => !rows && error);
  if (broken.length > 1) {
    return (
      <>
        <div class="panel">
          <ErrorState
            title={t`The team could not be loaded`}
            error={broken[0]!.error!}
            onRetry={() => {
              for (const { reload } of broken) reload();
            }}
          />
        </div>
        <Roles />
      </>
    );
  }
  return (
    <>
      {inside ? <Members session={session} list={members} onChange={onChange} /> : <Outside />}
      {first && manages && <Invitations session={session} list={invitations} />}
      {second && settled(partners, inside) && (
        <>
          {inside && <Partners session={session} list={partners} />}
          <Roles />
        </>
      )}
    </>
  );
}

interface MembersProps {
  session: Session;
  list: List<Member>;
  onChange: () => void;
}

function Members({ session, list, onChange }: MembersProps): JSX.Element {
  const changed = (words: string) => {
    say(words);
    list.reload();
    onChange();
  };
  const lead = can(session, 'members:manage') ? undefined : t`Owners and admins invite people and change roles.`;
  return (
    <Section title={t`Members`} lead={lead}>
      <Rows list={list} failed={t`The members could not be loaded`} empty={undefined}>
        {(member) => <MemberRow key={member.user_id} session={session} member={member} onChange={changed} />}
      </Rows>
    </Section>
  );
}

/** A partner is no member, and is not shown who is. */
function Outside(): JSX.Element {
  return (
    <Section title={t`For members`}>
      <p class="section-text">{t`You are a partner here: you see the numbers and handle alerts, from outside the team.`}</p>
    </Section>
  );
}

function Invitations({ session, list }: { session: Session; list: List<Invitation> }): JSX.Element {
  const [inviting, setInviting] = useState(false);
  const changed = (words: string) => {
    say(words);
    list.reload();
  };
  return (
    <Section
      title={t`Invitations`}
      lead={t`Invited people get a link by mail.`}
      action={
        <Button kind="primary" onClick={() => setInviting(true)}>
          {t`Invite people`}
        </Button>
      }
    >
      <Rows
        list={list}
        failed={t`The invitations could not be loaded`}
        empty={<p class="section-text">{t`No invitation is waiting for an answer.`}</p>}
      >
        {(invitation) => <InvitationRow key={invitation.id} invitation={invitation} onChange={changed} />}
      </Rows>
      {inviting && <InviteDialog session={session} onClose={() => setInviting(false)} onDone={changed} />}
    </Section>
  );
}

function Roles(): JSX.Element {
  return (
    <Section title={t`What each role may do`} lead={t`A workspace always keeps at least one owner.`}>
      <dl class="roles">
        {roles().map(({ value, label, detail }) => (
          <div key={value}>
            <dt>{label}</dt>
            <dd>{detail}</dd>
          </div>
        ))}
        <div>
          <dt>{t`Partner`}</dt>
          <dd>{t`From outside: sees all numbers, handles alerts. Assigned by Signalbox.`}</dd>
        </div>
      </dl>
    </Section>
  );
}
