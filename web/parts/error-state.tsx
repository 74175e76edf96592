/** What went wrong, how to go on, and the id that support can look up. */
import './error-state.css';
import type { JSX } from 'preact';
import type { ApiError } from '../client.ts';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';

interface Props {
  title: string;
  error: ApiError;
  onRetry: () => void;
}

/** Takes the place of content that could not be loaded. */
export function ErrorState({ title, error, onRetry }: Props): JSX.Element {
  return (
    <div class="error-state" role="alert">
      <Icon name={error.status === 0 ? 'offline' : 'alert'} size={24} />
      <h2 class="error-title">{title}</h2>
      <p class="error-text">{error.message}</p>
      <Button icon="retry" onClick={onRetry}>
        Try again
      </Button>
      {error.request_id && (
        <p class="error-id">
          Request <code>{error.request_id}</code>
        </p>
      )}
    </div>
  );
}
