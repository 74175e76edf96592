/** What the bell opens: the list of notifications beside any page. */
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import type { Session } from '../../base/api/types.ts';
import { ButtonLink } from '../../parts/form/button.tsx';
import { Drawer } from '../../parts/layer/drawer.tsx';
import { Centre } from './centre.tsx';

/** Open as long as it is rendered. */
export function NotificationDrawer({ session, onClose }: { session: Session; onClose: () => void }): JSX.Element {
  return (
    <Drawer
      title={t`Notifications`}
      onClose={onClose}
      footer={<ButtonLink href="/notifications">{t`See all on a page`}</ButtonLink>}
    >
      <Centre session={session} />
    </Drawer>
  );
}
