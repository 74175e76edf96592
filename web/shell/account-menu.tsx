/** The account menu: who is signed in, and what may be chosen. A native popover, so Escape and outside clicks close it. */
import './account-menu.css';
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Session } from '../base/api/types.ts';

type Choices = typeof import('./account-choices.tsx').AccountChoices;

/** The round button with the person's initial, and its menu. */
export function AccountMenu({ session }: { session: Session | undefined }): JSX.Element {
  const [part, setPart] = useState<{ Choices: Choices }>();
  const load = () => {
    if (!part) import('./account-choices.tsx').then(({ AccountChoices }) => setPart({ Choices: AccountChoices }));
  };
  const name = session?.user.name || session?.user.email || '';
  return (
    <>
      <button
        type="button"
        class="account-button"
        popovertarget="account-menu"
        onPointerEnter={load}
        onFocus={load}
        onClick={load}
      >
        <span class="account-initial" aria-hidden="true">
          {Array.from(name)[0]?.toUpperCase() ?? ''}
        </span>
        <bdi class="account-who">{name}</bdi>
        <span class="visually-hidden">{t`Account and theme`}</span>
      </button>
      <div id="account-menu" class="account-menu" popover="auto">
        {session && (
          <div>
            <p class="account-name">{name}</p>
            <p class="account-detail">{session.user.email}</p>
            {session.tenants?.length === 1 && <p class="account-detail">{session.tenant?.name}</p>}
          </div>
        )}
        {part && <part.Choices session={session} />}
      </div>
    </>
  );
}
