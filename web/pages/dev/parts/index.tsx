/** /dev/parts, in development only: every part of the dashboard in all its states, to be looked at. Not translated. */
import './parts.css';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Toaster } from '../../../parts/layer/toast.tsx';
import { ThemeToggle } from '../../../shell/account-choices.tsx';
import { Brand } from '../../../shell/brand.tsx';
import { LanguageChoice } from '../../../shell/language-choice.tsx';
import { Charts } from './charts.tsx';
import { Controls } from './controls.tsx';
import { Feedback } from './feedback.tsx';
import { Fields } from './fields.tsx';
import { Layers } from './layers.tsx';
import { Tables } from './tables.tsx';

/** The gallery. */
export function Parts(): JSX.Element {
  // Not prerendered: a table's columns are an inline style, which the policy allows to code and not to markup.
  const [here, setHere] = useState(false);
  useEffect(() => setHere(true), []);
  return (
    <div class="gallery">
      <header class="gallery-bar">
        <Brand />
        <ThemeToggle />
        <LanguageChoice session={undefined} />
      </header>
      <main id="content" class="gallery" tabIndex={-1}>
        <h1>Parts</h1>
        {here && (
          <>
            <Controls />
            <Fields />
            <Layers />
            <Tables />
            <Charts />
            <Feedback />
          </>
        )}
      </main>
      <Toaster />
    </div>
  );
}
