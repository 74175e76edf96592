/** Inviting several people at once. */
import { plural, t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { rolesUpTo } from '../../../account/roles.ts';
import { request } from '../../../base/api/api.ts';
import { ApiError } from '../../../base/api/call.ts';
import type { Member, Session } from '../../../base/api/types.ts';
import { wordsOf } from '../../../base/words/error-words.ts';
import { Choices, TextArea } from '../../../parts/form/choices.tsx';
import { Form } from '../../../parts/form/form.tsx';
import { Dialog } from '../../../parts/layer/dialog.tsx';
import { addressesIn } from './addresses.ts';

interface Props {
  session: Session;
  onClose: () => void;
  onDone: (words: string) => void;
}

/** Addresses and one role for all of them. */
export function InviteDialog({ session, onClose, onDone }: Props): JSX.Element {
  const submit = async (form: FormData) => {
    const { addresses, wrong } = addressesIn(String(form.get('emails')));
    const refused = (words: string) => new ApiError(0, 'emails', words, null, ['emails']);
    if (wrong.length > 0) throw refused(t`Not an e-mail address: ${{ addresses: wrong.join(', ') }}`);
    if (addresses.length === 0) throw refused(t`Enter at least one e-mail address.`);
    const role = String(form.get('role')) as Member['role'];
    const reply = await request.post('/v1/members/invitations', {
      body: { invitations: addresses.map((email) => ({ email, role })) },
    });
    const results = 'results' in reply ? reply.results : [];
    const failed = results.filter(({ status }) => status === 'refused');
    const sent = results.length - failed.length;
    if (sent > 0) onDone(plural(sent, { one: '# invitation sent.', other: '# invitations sent.' }));
    if (failed.length > 0)
      throw refused(failed.map(({ email, code, message }) => `${email}: ${wordsOf(code ?? '') ?? message}`).join(' '));
    onClose();
  };
  return (
    <Dialog title={t`Invite people`} onClose={onClose}>
      <Form submit={t`Send invitations`} busy={t`Sending…`} onSubmit={submit} onCancel={onClose}>
        <TextArea
          label={t`E-mail addresses`}
          name="emails"
          hint={t`Up to 100 at once: one a line, or with commas.`}
          required
        />
        <Choices
          legend={t`They join as`}
          name="role"
          type="radio"
          chosen={['viewer']}
          options={rolesUpTo(session.role)}
        />
      </Form>
    </Dialog>
  );
}
