/** One rule beside the page: the editor with its live preview, and what it has raised; for viewers to read. */
import './editor.css';
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { type Action, useAction } from '../../../base/api/action.ts';
import { ErrorLine } from '../../../parts/data/error-state.tsx';
import { Button } from '../../../parts/form/button.tsx';
import { Confirm } from '../../../parts/layer/dialog.tsx';
import { Drawer } from '../../../parts/layer/drawer.tsx';
import { Tabs } from '../../../parts/layer/tabs.tsx';
import { ruleSentence } from '../rule-sentence.ts';
import type { Project, Rule, Terms } from '../rule-types.ts';
import { ruleName } from '../template-words.ts';
import type { Draft } from './draft.ts';
import { PreviewPanel, summary } from './preview-panel.tsx';
import { RuleFacts } from './rule-facts.tsx';
import { RuleForm } from './rule-form.tsx';
import { RulePast } from './rule-past.tsx';
import { saveRule } from './save-rule.ts';
import { refusals } from './use-preview.ts';
import { type Start, useRuleForm } from './use-rule-form.ts';

interface Props {
  project: Project;
  terms: Terms;
  /** The rule that exists; without one a new one is made from `start`. */
  rule: Rule | undefined;
  start: Start;
  /** What was typed before, when the page was left without a word. */
  kept?: Draft | undefined;
  may: boolean;
  /** Whether this person sees the audit log. */
  mayAudit: boolean;
  onClose: () => void;
  /** Undefined: saved, but the reply held no rule. */
  onSaved: (rule: Rule | undefined, before: Rule | undefined) => void;
  /** The drawer is closed with unsaved changes in it. */
  onLost: (draft: Draft) => void;
}

type TabName = 'settings' | 'past';
type State = ReturnType<typeof useRuleForm>;

/** Open as long as it is rendered. */
export function RuleDrawer(props: Props): JSX.Element {
  const { project, terms, rule, start, may, onClose } = props;
  const state = useRuleForm(project.id, start, terms, props.kept);
  const save = useSave(props, state);
  const [asking, setAsking] = useState(false);
  const [tab, setTab] = useState<TabName>('settings');
  const id = useId();
  const guarded = may && state.dirty;
  useLeaving(guarded, () => save.done.current || props.onLost(state.form.draft));
  const close = () => (guarded ? setAsking(true) : onClose());
  const discard = async () => {
    save.done.current = true;
    onClose();
  };
  return (
    <>
      <Drawer
        title={rule ? ruleName(rule) : t`New rule`}
        wide
        guarded={guarded}
        onClose={close}
        footer={
          may && (tab === 'settings' || guarded) && <Foot {...{ id, state, save, isNew: !rule }} onCancel={close} />
        }
      >
        <Body {...props} {...{ id, state, tab }} onTab={setTab} onSubmit={save.submit} />
      </Drawer>
      {asking && (
        <Confirm
          title={t`Discard your changes?`}
          action={t`Discard`}
          busy={t`Discard`}
          danger
          onConfirm={discard}
          onClose={() => setAsking(false)}
        >
          {t`What you have changed has not been saved.`}
        </Confirm>
      )}
    </>
  );
}

interface Save {
  action: Action;
  submit: () => void;
  /** Nothing is left to be lost. */
  done: { current: boolean };
}

function useSave({ project, rule, onSaved }: Props, { tell, input, ready }: State): Save {
  const action = useAction();
  const done = useRef(false);
  const submit = async () => {
    tell.tried();
    if (!ready) return focusFault();
    await action.run(async () => {
      try {
        const saved = await saveRule(project.id, rule, input);
        done.current = true;
        onSaved(saved, rule);
      } catch (error) {
        tell.refused(refusals(error as never));
        focusFault();
        throw error;
      }
    });
  };
  const { error } = action;
  // The error of a field is shown there, and disappears when the field is edited.
  const shown = error?.status === 422 && error.fields.every((field) => hasField(field)) ? undefined : error;
  return { action: { ...action, error: shown }, submit: () => void submit(), done };
}

function hasField(name: string): boolean {
  return document.querySelector(`.rule-form [name="${CSS.escape(name)}"]`) !== null;
}

/** Moves the focus to the first wrong field once its error is shown. */
function focusFault(): void {
  setTimeout(() => document.querySelector<HTMLElement>('.rule-form [aria-invalid]')?.focus());
}

/** Warns before the tab is closed, and when the drawer would close with unsaved changes. */
function useLeaving(guarded: boolean, onLost: () => unknown): void {
  const latest = useRef({ guarded, onLost });
  latest.current = { guarded, onLost };
  useEffect(() => {
    if (!guarded) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', warn);
    return () => removeEventListener('beforeunload', warn);
  }, [guarded]);
  useEffect(
    () => () => {
      if (latest.current.guarded) latest.current.onLost();
    },
    [],
  );
}

interface FootProps {
  id: string;
  state: State;
  save: Save;
  isNew: boolean;
  onCancel: () => void;
}

function Foot({ id, state, save, isNew, onCancel }: FootProps): JSX.Element {
  const { busy, error } = save.action;
  const { data, stale, error: refused } = state.previewing;
  const words =
    state.ready && data && !refused && summary(data.alerts.length, state.days, state.rule.type === 'schedule');
  return (
    <>
      {error && <ErrorLine error={error} />}
      <Button kind="primary" type="submit" form={id} busy={busy} disabled={busy || (!isNew && !state.dirty)}>
        {busy ? t`Saving…` : isNew ? t`Create rule` : t`Save changes`}
      </Button>
      <Button kind="quiet" onClick={onCancel}>
        {t`Cancel`}
      </Button>
      {words && <span class={stale ? 'foot-words preview-stale' : 'foot-words'}>{words}</span>}
    </>
  );
}

type SettingsProps = Props & { id: string; state: State; onSubmit: () => void };
type BodyProps = SettingsProps & { tab: TabName; onTab: (tab: TabName) => void };

function Body({ rule, tab, onTab, ...props }: BodyProps): JSX.Element {
  if (!rule) return <Settings {...props} rule={rule} />;
  const tabs = [
    { value: 'settings' as const, label: props.may ? t`Settings` : t`What it watches` },
    { value: 'past' as const, label: t`What it raised` },
  ];
  return (
    <Tabs label={ruleName(rule)} value={tab} tabs={tabs} onChange={onTab}>
      {tab === 'past' ? <RulePast {...props} rule={rule} /> : <Settings {...props} rule={rule} />}
    </Tabs>
  );
}

function Settings({ id, project, terms, rule, may, state, onSubmit }: SettingsProps): JSX.Element {
  const { form, ready, days, setDays, previewing, suggested } = state;
  return (
    <div class="editor">
      {may ? (
        <RuleForm id={id} isNew={!rule} suggested={suggested} onSubmit={onSubmit} {...form} />
      ) : (
        rule && <RuleFacts rule={rule} terms={terms} />
      )}
      <div class="editor-side">
        {ready && previewing.error?.status !== 422 && <p class="editor-sentence">{ruleSentence(state.rule, terms)}</p>}
        <PreviewPanel
          {...{ project, terms, ready, days, previewing }}
          rule={state.rule}
          onDays={setDays}
          waiting={t`Complete the form to see what the rule would have found.`}
        />
      </div>
    </div>
  );
}
