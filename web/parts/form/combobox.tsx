/** One choice out of many, found by typing. */
import './combobox.css';
import { t } from '@lingui/core/macro';
import type { JSX, TargetedInputEvent, TargetedKeyboardEvent } from 'preact';
import { useId, useMemo, useState } from 'preact/hooks';
import { Icon } from '../data/icon.tsx';
import { described, FieldNote } from './field.tsx';

export interface ComboOption {
  value: string;
  label: string;
  /** In small type beside the label; searched too. */
  detail?: string;
  /** Options of one group follow each other under its name until something is typed. */
  group?: string;
}

interface Props {
  label: string;
  value: string;
  options: ComboOption[];
  onChange: (value: string) => void;
  /** The label is for screen readers only. */
  quiet?: boolean;
  placeholder?: string;
  name?: string;
  error?: string | undefined;
  /** What is typed may be chosen although the list does not have it. */
  own?: (typed: string) => ComboOption | undefined;
}

/** How many options are shown at once; typing finds the others. */
const OFFERED = 50;

/** A text field with a list below it; arrows move, Enter chooses, Escape keeps what was chosen. */
export function Combobox({ label, value, options, onChange, quiet, placeholder, ...more }: Props): JSX.Element {
  const { name, error, own } = more;
  const id = useId();
  const chosen = options.find((option) => option.value === value) ?? own?.(value);
  const { open, typed, at, found, choose, ...keys } = useSearch(id, { value, options, onChange, own });
  return (
    <div class="field combobox">
      <label for={id} class={quiet ? 'visually-hidden' : undefined}>
        {label}
      </label>
      <span class="combobox-field">
        <input
          id={id}
          name={name}
          class="input"
          role="combobox"
          autocomplete="off"
          spellcheck={false}
          aria-expanded={open}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={open && found[at] ? `${id}-${at}` : undefined}
          placeholder={open ? (chosen?.label ?? placeholder) : placeholder}
          value={open ? typed : (chosen?.label ?? '')}
          {...described(id, undefined, error)}
          {...keys}
        />
        <Icon name="chevron" />
      </span>
      <Offered {...{ id, open, found, at, value, label }} grouped={typed === ''} onChoose={choose} />
      <FieldNote id={id} error={error} />
    </div>
  );
}

/** What is typed, what that finds, which of it is marked, and what keys do. */
function useSearch(
  id: string,
  { value, options, onChange, own }: Pick<Props, 'value' | 'options' | 'onChange' | 'own'>,
) {
  const [typed, setTyped] = useState<string>();
  const [at, setAt] = useState(0);
  const open = typed !== undefined;
  const found = useMemo(() => {
    const listed = search(options, typed ?? '');
    const other = typed && !options.some((option) => option.value === typed) ? own?.(typed) : undefined;
    return other ? [...listed, other] : listed;
  }, [options, typed]);
  const begin = () => {
    setTyped('');
    setAt(
      Math.max(
        0,
        options.slice(0, OFFERED).findIndex((option) => option.value === value),
      ),
    );
  };
  const choose = (option: ComboOption | undefined) => {
    setTyped(undefined);
    if (option && option.value !== value) onChange(option.value);
  };
  const step = (by: number) => {
    const to = (at + by + found.length) % Math.max(1, found.length);
    setAt(to);
    document.getElementById(`${id}-${to}`)?.scrollIntoView({ block: 'nearest' });
  };
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLInputElement>) => {
    const act = { Escape: () => setTyped(undefined), Enter: () => choose(found[at]) }[event.key];
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by === undefined && !(act && open)) return;
    event.preventDefault();
    if (by === undefined) act?.();
    else if (open) step(by);
    else begin();
  };
  const onInput = (event: TargetedInputEvent<HTMLInputElement>) => {
    setTyped(event.currentTarget.value);
    setAt(0);
  };
  const onClick = () => !open && begin();
  return { open, typed, at, found, choose, onKeyDown, onInput, onClick, onBlur: () => setTyped(undefined) };
}

interface OfferedProps {
  id: string;
  open: boolean;
  found: ComboOption[];
  at: number;
  value: string;
  label: string;
  /** The groups' names are shown. */
  grouped: boolean;
  onChoose: (option: ComboOption) => void;
}

function Offered({ id, open, found, at, value, label, grouped, onChoose }: OfferedProps): JSX.Element {
  const shown = (option: ComboOption, index: number) => (
    <div
      key={option.value}
      id={`${id}-${index}`}
      role="option"
      tabIndex={-1}
      class={index === at ? 'combobox-option combobox-active' : 'combobox-option'}
      aria-selected={option.value === value}
      // Before the field loses the focus, which closes the list.
      onMouseDown={(event) => {
        event.preventDefault();
        onChoose(option);
      }}
    >
      <span>{option.label}</span>
      {option.detail && <span class="combobox-detail">{option.detail}</span>}
      {option.value === value && <Icon name="check" />}
    </div>
  );
  return (
    <div id={`${id}-list`} class="combobox-list" role="listbox" aria-label={label} hidden={!open} tabIndex={-1}>
      {open &&
        runsOf(found, grouped).map(({ group, first, options }) =>
          group === undefined ? (
            options.map((option, index) => shown(option, first + index))
          ) : (
            // biome-ignore lint/a11y/useSemanticElements: a listbox has groups, no fieldsets
            <div key={group} role="group" aria-label={group}>
              <p class="combobox-group" aria-hidden="true">
                {group}
              </p>
              {options.map((option, index) => shown(option, first + index))}
            </div>
          ),
        )}
      {open && found.length === 0 && <p class="combobox-none">{t`Nothing found`}</p>}
    </div>
  );
}

interface Run {
  group: string | undefined;
  /** The index of the first option in the list. */
  first: number;
  options: ComboOption[];
}

/** Neighbours of the same group, in their order. */
function runsOf(found: ComboOption[], grouped: boolean): Run[] {
  const runs: Run[] = [];
  found.forEach((option, first) => {
    const group = grouped ? option.group : undefined;
    const last = runs.at(-1);
    if (last && last.group === group) last.options.push(option);
    else runs.push({ group, first, options: [option] });
  });
  return runs;
}

/** Options that have every typed word, in any order and without regard to accents; those that begin with it first. */
function search(options: ComboOption[], typed: string): ComboOption[] {
  const words = plain(typed).split(/\s+/).filter(Boolean);
  if (words.length === 0) return options.slice(0, OFFERED);
  const begins = (option: ComboOption) => (plain(option.label).startsWith(words[0]!) ? 0 : 1);
  return options
    .filter((option) =>
      words.every((word) => plain(`${option.label} ${option.detail ?? ''} ${option.value}`).includes(word)),
    )
    .sort((one, other) => begins(one) - begins(other))
    .slice(0, OFFERED);
}

const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
