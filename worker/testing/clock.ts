/** The clock of the Worker and its objects, moved on by a test instead of waiting. */
import { onTestFinished, vi } from 'vitest';

let ahead = 0;

/** Lets so many milliseconds pass at once, until the test ends: `Date.now()` runs on from there. Alarms of the platform ring by the machine's own clock. */
export function passTime(ms: number): void {
  if (!vi.isMockFunction(Date.now)) {
    ahead = 0;
    const real = Date.now;
    const clock = vi.spyOn(Date, 'now').mockImplementation(() => real() + ahead);
    onTestFinished(() => {
      clock.mockRestore();
    });
  }
  ahead += ms;
}
