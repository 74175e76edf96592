import { expect, test } from 'vitest';
import { takeEvent, WINDOW_MS, type Window } from './flood.ts';

function run(instants: number[]) {
  let window: Window | undefined;
  return instants.map((at) => {
    const taken = takeEvent(window, at);
    window = taken.window;
    return [taken.isTold, window.held, taken.ended?.held];
  });
}

test('five are told one by one, the rest waits for the end of the window', () => {
  const taken = run([0, 1, 2, 3, 4, 5, 6, WINDOW_MS - 1]);
  expect(taken.filter(([isTold]) => isTold)).toHaveLength(5);
  expect(taken.at(-1)).toEqual([false, 3, undefined]);
});

test('the first event after a window begins the next one and tells what waited', () => {
  expect(run([0, 1, 2, 3, 4, 5, WINDOW_MS]).at(-1)).toEqual([true, 0, 1]);
  expect(run([0, WINDOW_MS]).at(-1)).toEqual([true, 0, undefined]);
});
