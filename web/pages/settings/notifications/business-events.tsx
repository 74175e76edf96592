/** Business events that notify by choice: one switch each. */
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { Switch } from '../../../parts/form/switch.tsx';
import { businessEvents } from '../business-event-words.ts';
import { Section } from '../rows.tsx';
import type { Part } from './use-preferences.ts';

/** In the order in which a sale happens. */
export function BusinessEvents({ wanted, change }: Part): JSX.Element {
  return (
    <Section
      title={t`Business events`}
      lead={t`Each of these reaches you in the dashboard and by mail, whatever rules say.`}
    >
      <div class="switches">
        {businessEvents().map(({ value, label }) => (
          <Switch
            key={value}
            label={label}
            checked={wanted.events[value]}
            onChange={(on) => change({ events: { [value]: on } })}
          />
        ))}
      </div>
    </Section>
  );
}
