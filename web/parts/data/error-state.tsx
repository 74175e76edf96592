/** What went wrong, how to go on, and the id that support can look up. */
import './error-state.css';
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import type { ApiError } from '../../base/api/call.ts';
import { errorText } from '../../base/words/error-words.ts';
import { Button } from '../form/button.tsx';
import { Icon } from './icon.tsx';

interface Props {
  title: string;
  error: ApiError;
  onRetry: () => void;
}

/** Shown instead of content that could not be loaded. */
export function ErrorState({ title, error, onRetry }: Props): JSX.Element {
  return (
    <div class="error-state" role="alert">
      <Icon name={error.status === 0 ? 'offline' : 'alert'} size={24} />
      <h2 class="error-title">{title}</h2>
      <p class="error-text">{errorText(error)}</p>
      <Button icon="retry" onClick={onRetry}>
        {t`Try again`}
      </Button>
      <RequestId error={error} />
    </div>
  );
}

/** The id of the failed request, for support. */
export function RequestId({ error }: { error: ApiError }): JSX.Element | null {
  if (!error.request_id) return null;
  return (
    <p class="error-id">
      {t`Request`} <code>{error.request_id}</code>
    </p>
  );
}

/** One line about what went wrong, inside a form or below rows that are there already. */
export function ErrorLine({ error, words }: { error: ApiError; words?: string | undefined }): JSX.Element {
  return (
    <p class="form-error" role="alert">
      {words ?? errorText(error)}
      {!words && error.request_id && <code> {error.request_id}</code>}
    </p>
  );
}
