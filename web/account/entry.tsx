/** The frame of pages outside the dashboard: the mark, one panel, one thing to do. */
import './error-words.ts';
import type { Session } from '../base/api/types.ts';
import './entry.css';
import type { ComponentChildren, JSX } from 'preact';
import { Toaster } from '../parts/layer/toast.tsx';
import { ContrastSwitch, ThemeToggle } from '../shell/account-choices.tsx';
import { Brand } from '../shell/brand.tsx';
import { LanguageChoice } from '../shell/language-choice.tsx';

interface Props {
  title: string;
  lead?: ComponentChildren;
  children?: ComponentChildren;
  /** Ways to neighbouring pages, below the panel. */
  footer?: ComponentChildren;
  wide?: boolean;
  /** The content above still grows: what is below is shown after that. */
  growing?: boolean;
  /** The person who is signed in already: their language is saved. */
  session?: Session | undefined;
}

/** A page with one panel in its middle. */
export function Entry({ title, lead, children, footer, wide, growing, session }: Props): JSX.Element {
  return (
    <main id="content" class="entry" tabIndex={-1}>
      <Brand />
      <div class={wide ? 'panel entry-panel entry-wide' : 'panel entry-panel'}>
        <div class="entry-head">
          <h1>{title}</h1>
          {lead && <p class="entry-lead">{lead}</p>}
        </div>
        {children}
      </div>
      {footer && <p class="entry-footer">{footer}</p>}
      {!growing && (
        <div class="entry-look">
          <LanguageChoice session={session} />
          <ThemeToggle />
          <ContrastSwitch />
        </div>
      )}
      <Toaster />
    </main>
  );
}
