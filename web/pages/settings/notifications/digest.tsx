/** The digest: the report of each day or week, at an hour of one's own. */
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import type { Project } from '../../../base/api/types.ts';
import { Segmented } from '../../../parts/form/segmented.tsx';
import { Switch } from '../../../parts/form/switch.tsx';
import { Section } from '../rows.tsx';
import { type OwnChannels, ofKind } from './own-channels.ts';
import { Time } from './times.tsx';
import type { Part } from './use-preferences.ts';

/** Off, each day or each week; by the clock that the quiet hours follow. */
export function Digest({ wanted, change, project, own }: Part & { project: Project; own: OwnChannels }): JSX.Element {
  const hasPhone = ofKind(own.list, 'whatsapp').rows?.some(({ state }) => state === 'active');
  const zone = (wanted.timezone ?? project.timezone).replaceAll('_', ' ');
  return (
    <Section
      title={t`Digest`}
      lead={t`The report of each day, or of each week from Monday to Sunday: what moved and why, in the dashboard and by mail.`}
    >
      <Segmented
        legend={t`Digest`}
        value={wanted.digest}
        options={[
          { value: 'off', label: t({ message: 'Off', context: 'digest' }) },
          { value: 'daily', label: t`Daily` },
          { value: 'weekly', label: t`Weekly` },
        ]}
        onChange={(digest) => change({ digest })}
      />
      {wanted.digest !== 'off' && (
        <>
          <div class="times">
            <Time label={t`At`} value={wanted.digest_at} onChange={(digest_at) => change({ digest_at })} />
          </div>
          <p class="section-text">{t`Times in ${{ zone }}`}</p>
          {(hasPhone || wanted.digest_whatsapp) && (
            <Switch
              label={t`Its summary by WhatsApp too`}
              checked={wanted.digest_whatsapp}
              onChange={(digest_whatsapp) => change({ digest_whatsapp })}
            />
          )}
        </>
      )}
    </Section>
  );
}
