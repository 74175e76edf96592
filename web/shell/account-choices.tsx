/** What the account menu offers: look, language, workspace, sign out. Loaded when the menu is about to open. */
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { request } from '../base/api/api.ts';
import type { Session } from '../base/api/types.ts';
import { chooseContrast, chooseTheme, currentTheme, isHighContrast, onThemeChange, type Theme } from '../base/theme.ts';
import { Icon, type IconName } from '../parts/data/icon.tsx';
import { Button, ButtonLink } from '../parts/form/button.tsx';
import { Select } from '../parts/form/field.tsx';
import { Segmented } from '../parts/form/segmented.tsx';
import { Switch } from '../parts/form/switch.tsx';
import { LanguageChoice } from './language-choice.tsx';
import { useSignOut } from './session.tsx';

/** Everything below the person's name. */
export function AccountChoices({ session }: { session: Session | undefined }): JSX.Element {
  return (
    <>
      {session && session.tenants?.length > 1 && <Tenants session={session} />}
      <div class="account-look">
        <ThemeToggle />
        <ContrastSwitch />
        <LanguageChoice session={session} />
      </div>
      {session && <ButtonLink href="/settings/account">{t`Your account`}</ButtonLink>}
      {session && <SignOut />}
    </>
  );
}

/** System, light or dark. */
export function ThemeToggle(): JSX.Element {
  const theme = useLook(currentTheme, 'auto');
  const themes: { value: Theme; name: string; icon: IconName }[] = [
    { value: 'auto', name: t`Auto`, icon: 'system' },
    { value: 'light', name: t`Light`, icon: 'sun' },
    { value: 'dark', name: t`Dark`, icon: 'moon' },
  ];
  const options = themes.map(({ value, name, icon }) => ({
    value,
    label: (
      <>
        <Icon name={icon} /> {name}
      </>
    ),
  }));
  return <Segmented legend={t`Theme`} value={theme} options={options} onChange={chooseTheme} />;
}

/** More contrast than the theme's own. */
export function ContrastSwitch(): JSX.Element {
  const more = useLook(isHighContrast, false);
  return <Switch label={t`High contrast`} checked={more} onChange={chooseContrast} />;
}

/** A choice of this browser. The prerendered markup cannot know it, so the first render must not either. */
function useLook<T>(read: () => T, first: T): T {
  const [look, setLook] = useState(first);
  useEffect(() => {
    const update = () => setLook(() => read());
    update();
    return onThemeChange(update);
  }, [read]);
  return look;
}

/** The workspaces of a person who belongs to several. Choosing one starts the page anew: nothing of the other stays. */
function Tenants({ session }: { session: Session }): JSX.Element {
  const choose = (id: string) =>
    request.post('/v1/auth/tenant', { body: { tenant_id: id } }).then(
      () => location.assign('/'),
      () => location.reload(),
    );
  return (
    <Select
      label={t`Workspace`}
      value={session.tenant?.id ?? ''}
      options={session.tenants.map(({ id, name }) => ({ value: id, label: name }))}
      onChange={choose}
    />
  );
}

function SignOut(): JSX.Element {
  const signOut = useSignOut();
  const [state, setState] = useState<'idle' | 'busy' | 'failed'>('idle');
  const leave = () => {
    setState('busy');
    signOut().catch(() => setState('failed'));
  };
  return (
    <Button onClick={leave} busy={state === 'busy'}>
      {state === 'failed' ? t`Could not sign out. Try again` : t`Sign out`}
    </Button>
  );
}
