/** Pushes to this browser: whether it can show them, and its subscription to them. */

const SCRIPT = '/sw.js';

/** Whether this browser has what pushes need. */
export function knowsPush(): boolean {
  return 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window;
}

/**
 * Asks the person, then subscribes to pushes that are signed with a key (base64url); undefined where they say no. To be called from a
 * button only: a browser that is asked on load asks nobody.
 */
export async function subscribe(public_key: string): Promise<PushSubscriptionJSON | undefined> {
  if ((await Notification.requestPermission()) !== 'granted') return undefined;
  await navigator.serviceWorker.register(trusted(SCRIPT), { scope: '/' });
  const { pushManager } = await navigator.serviceWorker.ready;
  // One that was made for another key, or for somebody who was signed in here before, is of no use.
  await (await pushManager.getSubscription())?.unsubscribe();
  const options = { userVisibleOnly: true, applicationServerKey: public_key };
  return (await pushManager.subscribe(options)).toJSON();
}

/** Ends pushes to this browser; its service then refuses what is still sent. */
export async function unsubscribe(): Promise<void> {
  if (!knowsPush()) return;
  const registration = await navigator.serviceWorker.getRegistration('/');
  await (await registration?.pushManager.getSubscription())?.unsubscribe();
}

/** Whether pushes to this browser are on. */
export async function isSubscribed(): Promise<boolean> {
  if (!knowsPush() || Notification.permission !== 'granted') return false;
  const registration = await navigator.serviceWorker.getRegistration('/');
  return (await registration?.pushManager.getSubscription()) != null;
}

/** The pages' policy takes script addresses only from a policy of our own. */
function trusted(url: string): string {
  const { trustedTypes } = window as { trustedTypes?: TrustedTypes };
  const policy = trustedTypes?.createPolicy('service-worker', { createScriptURL: () => SCRIPT });
  return (policy?.createScriptURL(url) ?? url) as string;
}

interface TrustedTypes {
  createPolicy(name: string, rules: object): { createScriptURL(url: string): unknown };
}
