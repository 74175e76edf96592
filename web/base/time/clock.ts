/** Hooks on time and connection. */
import { useEffect, useState } from 'preact/hooks';
import { todayIn } from './calendar.ts';

/** The current time, renewed every `every` milliseconds. */
export function useNow(every: number): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), every);
    return () => clearInterval(timer);
  }, [every]);
  return now;
}

/** Today's date in `timezone`; it changes by itself at that zone's midnight. */
export function useToday(timezone: string): string {
  return todayIn(timezone, useNow(10_000));
}

/** Whether the browser believes that it has a connection. */
export function useOnline(): boolean {
  const [online, setOnline] = useState(true);
  useEffect(() => {
    const update = () => setOnline(navigator.onLine);
    update();
    addEventListener('online', update);
    addEventListener('offline', update);
    return () => {
      removeEventListener('online', update);
      removeEventListener('offline', update);
    };
  }, []);
  return online;
}
