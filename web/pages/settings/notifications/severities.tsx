/** Which alerts go by which way: a table of check boxes. A way that is not set up says what is missing. */
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { LEVELS, type Level, levelName } from '../../../parts/data/severity.tsx';
import { Badge, Section } from '../rows.tsx';
import type { Kind } from './own-channels.ts';
import type { Part, Preferences } from './use-preferences.ts';

type Way = keyof Preferences['severities'];

/** Ways, and the channels that carry them; the dashboard needs none. */
const WAYS: { way: Way; channel?: string }[] = [
  { way: 'in_app' },
  { way: 'email', channel: 'email' },
  { way: 'push', channel: 'web_push' },
  { way: 'whatsapp', channel: 'whatsapp' },
];

const wayName = (way: Way): string =>
  ({ in_app: t`In the dashboard`, email: t`By mail`, push: t`Push`, whatsapp: 'WhatsApp' })[way];

type Props = Part & { kinds: Kind[] | undefined };

/** One row a way, one column a severity. */
export function Severities({ wanted, change, kinds }: Props): JSX.Element {
  const toggle = (way: Way, level: Level, on: boolean) => {
    const others = wanted.severities[way].filter((each) => each !== level);
    change({ severities: { [way]: on ? [...others, level] : others } });
  };
  return (
    <Section title={t`Alerts`} lead={t`Which alerts reach you, by how severe they are.`}>
      <table class="ways">
        <thead>
          <tr>
            <td />
            {LEVELS.map((level) => (
              <th key={level} scope="col">
                {levelName(level)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {WAYS.map(({ way, channel }) => {
            const lacks = channel && kinds ? missingOf(kinds, channel) : undefined;
            return (
              <tr key={way}>
                <th scope="row">
                  {wayName(way)}
                  {lacks && <Missing settings={lacks} />}
                </th>
                {LEVELS.map((level) => (
                  <td key={level}>
                    <label>
                      <input
                        type="checkbox"
                        aria-label={`${wayName(way)}: ${levelName(level)}`}
                        checked={wanted.severities[way].includes(level)}
                        disabled={lacks !== undefined}
                        onChange={(event) => toggle(way, level, event.currentTarget.checked)}
                      />
                    </label>
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </Section>
  );
}

function Missing({ settings }: { settings: string[] }): JSX.Element {
  return (
    <span class="ways-missing">
      <Badge>{t`Not configured`}</Badge>
      {settings.length > 0 && (
        <span>
          {t`To set by whoever runs this server:`} <code>{settings.join(', ')}</code>
        </span>
      )}
    </span>
  );
}

/** What a channel lacks; undefined where it lacks nothing. */
function missingOf(kinds: Kind[], channel: string): string[] | undefined {
  const kind = kinds.find((each) => each.kind === channel);
  return kind?.configured ? undefined : (kind?.missing ?? []);
}
