/** A new key, at the only moment it is known. */
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { Secret } from '../../../account/secret.tsx';
import type { NewApiKey, Project } from '../../../base/api/types.ts';
import { Button } from '../../../parts/form/button.tsx';
import { Dialog } from '../../../parts/layer/dialog.tsx';

/** Shows it once, ready to copy or to hand on. */
export function KeyReveal({
  apiKey,
  project,
  onClose,
}: {
  apiKey: NewApiKey;
  project: Project;
  onClose: () => void;
}): JSX.Element {
  return (
    <Dialog title={t`${{ name: apiKey.name }} is ready`} onClose={onClose}>
      <div class="form">
        <p class="dialog-text">
          {t`This is the only time that the key is shown. Copy it now and keep it like a password: it opens ${{ project: project.name }} to whoever has it.`}
        </p>
        <Secret label={t`The new key`} text={apiKey.key} copy={t`Copy key`} />
        <div class="form-actions">
          <Button kind="primary" onClick={onClose}>
            {t`I have copied it`}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
