/** What the page shows by itself: badges, notices, states, skeletons, icons. */

import type { JSX } from 'preact';
import { MINUTE_MS } from '../../../../worker/shared/durations.ts';
import type { Query } from '../../../base/api/query.ts';
import { Badge } from '../../../parts/data/badge.tsx';
import { EmptyState } from '../../../parts/data/empty-state.tsx';
import { ErrorLine, ErrorState } from '../../../parts/data/error-state.tsx';
import { ICONS, Icon } from '../../../parts/data/icon.tsx';
import { Rich } from '../../../parts/data/rich.tsx';
import { Skeleton } from '../../../parts/data/skeleton.tsx';
import { StaleAge } from '../../../parts/data/stale-age.tsx';
import { Button } from '../../../parts/form/button.tsx';
import { Command } from '../../../parts/form/command.tsx';
import { LONG, PROBLEM } from './samples.ts';
import { Shelf } from './shelf.tsx';

const nothing = () => undefined;
const OLD: Query<number> = {
  data: 1,
  key: 'x',
  error: PROBLEM,
  at: Date.now() - 9 * MINUTE_MS,
  stale: false,
  retry: nothing,
};
const SHAPES = ['text', 'title', 'value', 'short', 'control', 'wide', 'spark'] as const;

/** States and small marks. */
export function Feedback(): JSX.Element {
  return (
    <>
      <Shelf name="Badges">
        <Badge>Plain</Badge>
        <Badge kind="good">On</Badge>
        <Badge kind="bad" icon="alert">
          Critical
        </Badge>
        <Badge kind="warn" icon="clock">
          Snoozed
        </Badge>
        <Badge kind="info" icon="info">
          Info
        </Badge>
        <Badge>{LONG}</Badge>
      </Shelf>
      <Shelf name="States" wide>
        <StaleAge query={OLD} />
        <ErrorLine error={PROBLEM} />
        <p class="shelf-text">
          <Rich text="Read <docs>the reference</docs> first." tags={{ docs: (words) => <a href="/docs">{words}</a> }} />
        </p>
        <Command
          label="A command"
          text={`curl https://signalbox.example/v1/events -H 'Authorization: Bearer ${LONG}'`}
        />
        <div class="panel">
          <EmptyState title="No alerts" icon="bell" action={<Button kind="primary">Create a rule</Button>}>
            Rules watch your numbers. The first one takes a minute.
          </EmptyState>
        </div>
        <div class="panel">
          <ErrorState title="The alerts could not be loaded" error={PROBLEM} onRetry={nothing} />
        </div>
      </Shelf>
      <Shelf name="Skeletons">
        {SHAPES.map((shape) => (
          <span key={shape} class="shelf-skeleton">
            <Skeleton shape={shape} />
          </span>
        ))}
      </Shelf>
      <Shelf name="Icons">
        {ICONS.map((name) => (
          <span key={name} class="shelf-icon">
            <Icon name={name} size={20} /> {name}
          </span>
        ))}
      </Shelf>
    </>
  );
}
