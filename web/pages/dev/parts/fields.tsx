/** What is filled in: fields, selects, choices, combobox, days. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Period } from '../../../base/time/period.ts';
import { Choices, SelectField, TextArea } from '../../../parts/form/choices.tsx';
import { Combobox } from '../../../parts/form/combobox.tsx';
import { DateRange } from '../../../parts/form/date-range.tsx';
import { Field, Select } from '../../../parts/form/field.tsx';
import { Form } from '../../../parts/form/form.tsx';
import { LONG, PROBLEM } from './samples.ts';
import { Shelf } from './shelf.tsx';

const METRICS = [
  { value: 'revenue', label: 'Revenue', detail: 'money' },
  { value: 'payments', label: 'Payments', detail: 'count' },
  { value: 'custom.shop.long', label: LONG, detail: 'custom.shop.a_long_name' },
  ...Array.from({ length: 80 }, (_, at) => ({ value: `m${at}`, label: `Metric ${at + 1}` })),
];
const ROLES = [
  { value: 'admin', label: 'Admin', detail: 'Manages projects, keys and people.' },
  { value: 'viewer', label: 'Viewer', detail: 'Sees all numbers and alerts, changes nothing.' },
];
const options = METRICS.slice(0, 3);

/** Everything of forms. */
export function Fields(): JSX.Element {
  const [metric, setMetric] = useState('revenue');
  const [days, setDays] = useState<Period>({ from: '2026-11-03', to: '2026-11-16' });
  return (
    <>
      <Shelf name="Fields">
        <Field label="Name" type="text" hint="Where it is used, such as “Checkout server”." />
        <Field label="E-mail" type="email" defaultValue={`${LONG.replaceAll(' ', '.')}@shop.example`} />
        <Field label="Password" type="password" defaultValue="a long password" />
        <Field label="Read only" type="text" value="ada@shop.example" readOnly />
        <TextArea label="Websites" name="origins" hint="One address a line." />
        <SelectField label="Industry" name="industry" value="payments" options={options} />
        <Select label="Metric" value={metric} options={options} onChange={setMetric} />
      </Shelf>
      <Shelf name="Choices">
        <Choices legend="They join as" name="role" type="radio" chosen={['viewer']} options={ROLES} />
        <Choices legend="It may" name="scope" type="checkbox" chosen={['admin']} options={ROLES} />
      </Shelf>
      <Shelf name="A form that was refused">
        <Form submit="Save" busy="Saving…" onSubmit={() => Promise.reject(PROBLEM)} onCancel={() => undefined}>
          <Field label="Name" type="text" name="name" defaultValue="Checkout" />
        </Form>
      </Shelf>
      <Shelf name="Combobox">
        <Combobox label="Metric to watch" value={metric} options={METRICS} onChange={setMetric} />
        <Combobox
          label="Nothing chosen"
          value=""
          options={METRICS}
          onChange={setMetric}
          placeholder="Choose a metric"
        />
      </Shelf>
      <Shelf name="Days">
        <DateRange
          value={days}
          today="2026-11-20"
          onChange={(period) => typeof period !== 'string' && setDays(period)}
        />
      </Shelf>
    </>
  );
}
