/** `npm run hostile`: attacks a server on this machine and counts what got through. */
import { parseArgs } from 'node:util';
import { progressOf } from '../progress.ts';
import { type HostileClass, isClean, type Outcome, runClass } from './attempt.ts';
import { CLASSES } from './classes/index.ts';
import { openTarget, type Target } from './target.ts';
import { makeWorld } from './world.ts';

const USAGE = `Usage: npm run hostile [-- --class NAME] [--json]
  --class NAME  only this class; may be given more than once
  --json        one JSON object a class instead of the table
  --list        names the classes
SIGNALBOX_URL names a development server on this machine; without it the command starts one of its own and ends it.`;

const SHOWN = 20;

function options() {
  const { values } = parseArgs({
    options: {
      class: { type: 'string', multiple: true, default: [] },
      json: { type: 'boolean', default: false },
      list: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) throw new Error(USAGE);
  const unknown = values.class.filter((name) => !CLASSES.some((one) => one.name === name));
  if (unknown.length > 0) throw new Error(`There is no class ${unknown.join(', ')}; --list names them.`);
  return values;
}

async function attack(target: Target, classes: readonly HostileClass[]): Promise<Outcome[]> {
  let world = await makeWorld(target);
  const outcomes: Outcome[] = [];
  for (const one of classes) {
    const progress = progressOf(`${one.name} `);
    outcomes.push(await runClass(one, world, (made) => progress.update(made / one.least, `${made} attempts`)));
    progress.end();
    // What got through may have changed what the next classes build on.
    if (!isClean(outcomes.at(-1)!)) world = await makeWorld(target);
  }
  return outcomes;
}

function print(outcomes: readonly Outcome[]): void {
  const rows = outcomes.map(({ name, attempts, refused, through, seconds }) => [
    name,
    attempts,
    refused,
    through.length,
    seconds,
  ]);
  const sum = (at: 1 | 2 | 3 | 4) => rows.reduce((total, row) => total + (row[at] as number), 0);
  console.log(line(['class', 'attempts', 'refused', 'let through', 'seconds']));
  for (const row of [...rows, [`${rows.length} classes`, sum(1), sum(2), sum(3), sum(4)]]) console.log(line(row));
  for (const { name, through, error, attempts, least } of outcomes) {
    for (const { what, why } of through.slice(0, SHOWN)) console.log(`\n${name}: ${what}\n  ${why}`);
    if (through.length > SHOWN) console.log(`\n${name}: and ${through.length - SHOWN} more`);
    if (error !== undefined) console.log(`\n${name}: broke off: ${error}`);
    if (attempts < least) console.log(`\n${name}: made ${attempts} attempts of at least ${least}`);
  }
}

function line([name, ...numbers]: readonly unknown[]): string {
  const shown = numbers.map((one) =>
    typeof one === 'number' && !Number.isInteger(one) ? one.toFixed(1) : String(one),
  );
  return String(name).padEnd(22) + shown.map((text) => text.padStart(13)).join('');
}

async function main(): Promise<void> {
  const { class: names, json, list } = options();
  if (list) {
    for (const { name, least } of CLASSES) console.log(`${name.padEnd(22)} ${least} attempts or more`);
    return;
  }
  const target = await openTarget();
  try {
    const wanted = CLASSES.filter(({ name }) => names.length === 0 || names.includes(name));
    const left_out = wanted.filter((one) => one.configured && !target.isOwn).map(({ name }) => name);
    const outcomes = await attack(
      target,
      wanted.filter(({ name }) => !left_out.includes(name)),
    );
    if (json) for (const outcome of outcomes) console.log(JSON.stringify(outcome));
    else print(outcomes);
    if (left_out.length > 0)
      console.error(`Left out, because they need a server that they start: ${left_out.join(', ')}`);
    process.exitCode = outcomes.length > 0 && outcomes.every(isClean) ? 0 : 1;
  } finally {
    await target.close();
  }
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
