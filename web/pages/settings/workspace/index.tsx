/** Settings: the workspace as a whole, and how it ends. */
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { request } from '../../../base/api/api.ts';
import type { Session } from '../../../base/api/types.ts';
import { formatDay } from '../../../base/words/format.ts';
import { Field } from '../../../parts/form/field.tsx';
import { Form } from '../../../parts/form/form.tsx';
import { keepWorkspace } from '../../../shell/leaving.tsx';
import { can, forgetSession } from '../../../shell/session.tsx';
import { Section } from '../rows.tsx';
import { SettingsPage } from '../settings-page.tsx';

/** Its name, and for owners the way out. */
export function Workspace(): JSX.Element {
  return (
    <SettingsPage title={t`Workspace`} lead={t`What belongs together: projects, people and their settings.`}>
      {({ session }) => (
        <>
          <Section title={t`Name`}>
            <p class="section-text">
              <bdi>{session.tenant?.name}</bdi>
            </p>
          </Section>
          {!can(session, 'tenant:manage') ? (
            <Section title={t`Delete the workspace`}>
              <p class="section-text">{t`Only owners can delete it.`}</p>
            </Section>
          ) : session.tenant?.deletes_at ? (
            <Keep deletes_at={session.tenant.deletes_at} />
          ) : (
            <Delete session={session} />
          )}
        </>
      )}
    </SettingsPage>
  );
}

function Delete({ session }: { session: Session }): JSX.Element {
  const name = session.tenant?.name ?? '';
  const close = async (form: FormData) => {
    await request.delete('/v1/workspace', { body: { name: String(form.get('name')) } });
    forgetSession();
    location.reload();
  };
  return (
    <Section
      title={t`Delete the workspace`}
      lead={t`Its keys stop at once and events are refused. For fourteen days people can look at it and export it, and an owner can keep it. Then all of its projects, events, numbers, rules and people’s access are deleted for ever, and the owners get a receipt by mail.`}
    >
      <p class="section-text">
        <a href="/settings/privacy">{t`Export everything first`}</a>
      </p>
      <Form submit={t`Delete the workspace`} busy={t`Closing…`} danger onSubmit={close}>
        <Field
          label={t`Type ${{ name }} to delete it`}
          type="text"
          name="name"
          autocomplete="off"
          spellcheck={false}
          maxLength={200}
          required
        />
      </Form>
    </Section>
  );
}

function Keep({ deletes_at }: { deletes_at: string }): JSX.Element {
  const day = formatDay(deletes_at.slice(0, 10), 'long');
  return (
    <Section
      title={t`The workspace will be deleted on ${{ day }}`}
      lead={t`Until then you can look at it, export it, or keep it. Keys work again as soon as you keep it.`}
    >
      <Form submit={t`Keep the workspace`} busy={t`Keeping…`} onSubmit={keepWorkspace} />
    </Section>
  );
}
