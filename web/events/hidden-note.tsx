/** Why addresses cannot be read here, and where that is decided. */
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import type { Project, Session } from '../base/api/types.ts';
import { Icon } from '../parts/data/icon.tsx';
import { Rich } from '../parts/data/rich.tsx';
import { can } from '../shell/session.tsx';

/** A calm note above a list with hidden addresses. */
export function HiddenNote({ session, project }: { session: Session; project: Project }): JSX.Element {
  const address = `/settings/privacy?project=${encodeURIComponent(project.id)}`;
  return (
    <p class="events-note">
      <Icon name="lock" />
      <span>
        {t`This project hides e-mail addresses and phone numbers before it stores them, so nobody can read them here.`}{' '}
        {can(session, 'projects:manage') && (
          <Rich
            text={t`Its <privacy>privacy settings</privacy> decide what is kept of new events.`}
            tags={{
              privacy: (words) => (
                <a class="link" href={address}>
                  {words}
                </a>
              ),
            }}
          />
        )}
      </span>
    </p>
  );
}
