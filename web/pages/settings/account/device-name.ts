/** Pure: a device in words. */
import { t } from '@lingui/core/macro';
import { deviceOf } from '../../../../worker/words/device.ts';

/** Such as "Chrome on Android"; "unknown" where it cannot be told. */
export function deviceName(user_agent: string | null): string {
  const { browser, system } = deviceOf(user_agent);
  if (browser && system) return t`${browser} on ${system}`;
  return browser ?? system ?? t`Unknown device`;
}
