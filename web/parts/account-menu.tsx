/** The account menu: who is signed in, theme, sign out. A native popover, so Escape and outside clicks close it. */
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { api, type Session } from '../client.ts';
import { useSignOut } from '../session.tsx';
import { chooseTheme, currentTheme, onThemeChange, type Theme } from '../theme.ts';
import { Button, ButtonLink } from './button.tsx';
import { Select } from './field.tsx';
import { Icon, type IconName } from './icon.tsx';
import { Segmented } from './segmented.tsx';

/** The round button with the person's initial, and its menu. */
export function AccountMenu({ session }: { session: Session | undefined }): JSX.Element {
  const name = session?.user.name || session?.user.email || '';
  return (
    <>
      <button type="button" class="account-button" popovertarget="account-menu" aria-label="Account and theme">
        <span class="account-initial">{Array.from(name)[0]?.toUpperCase() ?? ''}</span>
      </button>
      <div id="account-menu" class="account-menu" popover="auto">
        {session && (
          <div>
            <p class="account-name">{name}</p>
            <p class="account-detail">{session.user.email}</p>
            {session.tenants?.length === 1 && <p class="account-detail">{session.tenant?.name}</p>}
          </div>
        )}
        {session && session.tenants?.length > 1 && <Tenants session={session} />}
        <ThemeToggle />
        {session && <ButtonLink href="/settings/account">Your account</ButtonLink>}
        {session && <SignOut />}
      </div>
    </>
  );
}

const THEMES: { value: Theme; name: string; icon: IconName }[] = [
  { value: 'auto', name: 'Auto', icon: 'system' },
  { value: 'light', name: 'Light', icon: 'sun' },
  { value: 'dark', name: 'Dark', icon: 'moon' },
];

/** Auto, light or dark. */
export function ThemeToggle(): JSX.Element {
  // The prerendered markup cannot know the choice, so the first render must not either.
  const [theme, setTheme] = useState<Theme>('auto');
  useEffect(() => {
    const read = () => setTheme(currentTheme());
    read();
    return onThemeChange(read);
  }, []);
  const options = THEMES.map(({ value, name, icon }) => ({
    value,
    label: (
      <>
        <Icon name={icon} /> {name}
      </>
    ),
  }));
  return <Segmented legend="Theme" value={theme} options={options} onChange={chooseTheme} />;
}

/** The workspaces of a person who belongs to several. Choosing one starts the page anew: nothing of the other stays. */
function Tenants({ session }: { session: Session }): JSX.Element {
  const choose = (id: string) =>
    api.chooseTenant(id).then(
      () => location.assign('/'),
      () => location.reload(),
    );
  return (
    <Select
      label="Workspace"
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
      {state === 'failed' ? 'Could not sign out. Try again' : 'Sign out'}
    </Button>
  );
}
