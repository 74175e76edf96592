/** What is pressed: buttons, links, segments, switches, tabs, menus. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Badge } from '../../../parts/data/badge.tsx';
import { Button, ButtonLink } from '../../../parts/form/button.tsx';
import { CopyButton } from '../../../parts/form/copy-button.tsx';
import { Segmented } from '../../../parts/form/segmented.tsx';
import { Switch } from '../../../parts/form/switch.tsx';
import { Menu } from '../../../parts/layer/menu.tsx';
import { Tabs } from '../../../parts/layer/tabs.tsx';
import { Shelf } from './shelf.tsx';

const nothing = () => undefined;

/** Buttons and their kin. */
export function Controls(): JSX.Element {
  return (
    <>
      <Shelf name="Buttons">
        {(['primary', 'secondary', 'quiet', 'danger'] as const).map((kind) => (
          <Button key={kind} kind={kind}>
            Save {kind}
          </Button>
        ))}
        <Button icon="download">With icon</Button>
        <Button icon="close" aria-label="Close" />
        <Button kind="primary" disabled>
          Disabled
        </Button>
        <Button kind="primary" busy disabled>
          Saving…
        </Button>
        <ButtonLink href="/dev/parts">A link</ButtonLink>
        <CopyButton text="copied" />
      </Shelf>
      <Shelf name="Segments and switches">
        <Choice />
        <Switch label="Off" checked={false} onChange={nothing} />
        <Switch label="On" checked onChange={nothing} />
      </Shelf>
      <Shelf name="Tabs" wide>
        <TabsShown />
      </Shelf>
      <Shelf name="Menu">
        <Menu
          label="Actions for a row"
          items={[
            { label: 'Edit', onChoose: nothing },
            { label: 'Send again', onChoose: nothing },
            { label: 'Remove', danger: true, onChoose: nothing },
          ]}
        />
      </Shelf>
    </>
  );
}

function Choice(): JSX.Element {
  const [value, setValue] = useState('day');
  const options = ['hour', 'day', 'week', 'month'].map((grain) => ({ value: grain, label: grain }));
  return <Segmented legend="Grain" value={value} options={options} onChange={setValue} />;
}

function TabsShown(): JSX.Element {
  const [value, setValue] = useState('open');
  const tabs = [
    {
      value: 'open',
      label: (
        <>
          Open <Badge>12</Badge>
        </>
      ),
    },
    { value: 'snoozed', label: 'Snoozed' },
    { value: 'resolved', label: 'Resolved' },
  ];
  return (
    <Tabs label="Alerts" value={value} tabs={tabs} onChange={setValue}>
      <p class="shelf-text">What is {value}.</p>
    </Tabs>
  );
}
