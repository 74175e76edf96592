/** That this installation cannot send by a kind of channel yet, and what whoever runs it has to set. */
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import type { Reply } from '../../base/api/api.ts';
import { Badge } from './rows.tsx';

type Kind = Reply<'/v1/channels', 'get'>['kinds'][number];

/** Nothing while the kind lacks nothing, or is not known yet. */
export function NotConfigured({ kind }: { kind: Kind | undefined }): JSX.Element | null {
  if (!kind || kind.configured) return null;
  return (
    <p class="section-text">
      <Badge kind="warn">{t`Not configured`}</Badge> {t`To set by whoever runs this server:`}{' '}
      <code>{kind.missing.join(', ')}</code>
    </p>
  );
}
