/** Vite plugin: leaves out of uPlot what no chart here draws. Its module is one function that bundlers cannot shake. */
import type { Plugin } from 'vite';

/** Functions for time axes, logarithmic scales, other shapes of lines and legends, each with the body that remains of it. */
const LEFT_OUT: Record<string, string> = {
  genTimeStuffs: 'return [[], [], () => {}];',
  ...Object.fromEntries(
    [
      ...['fmtDate', 'timeAxisStamps', 'timeAxisVals', 'timeAxisVal', 'timeSeriesStamp', 'timeSeriesVal'],
      ...['rangeLog', 'rangeAsinh', 'logAxisSplits', 'asinhAxisSplits', 'log10AxisValsFilt', 'log2AxisValsFilt'],
      ...['join', 'stepped', 'bars', 'monotoneCubic', 'tzDate'],
    ].map((name) => [name, '']),
  ),
};

/** What uPlot offers beside its constructor, which is all that is used here. */
const EXTRAS = /\nuPlot\.assign = assign;\n[\s\S]*?(?=\nexport \{)/;

/** The plugin; a uPlot that is written otherwise ends the build rather than the chart. */
export function leanChart(): Plugin {
  return {
    name: 'signalbox:lean-chart',
    apply: 'build',
    transform: {
      filter: { id: /uPlot\.esm\.js$/ },
      handler: (code) => ({ code: without(code), map: null }),
    },
  };
}

function without(code: string): string {
  let lean = cut(code, EXTRAS, '');
  for (const [name, body] of Object.entries(LEFT_OUT)) {
    lean = cut(
      lean,
      new RegExp(`\\nfunction ${name}\\([^\\n]*\\{\\n[\\s\\S]*?\\n\\}\\n`),
      `\nfunction ${name}() {${body}}\n`,
    );
  }
  return lean;
}

function cut(code: string, part: RegExp, rest: string): string {
  if (!part.test(code)) throw new Error(`uPlot is not written as web/build/lean-chart.ts knows it: ${part.source}`);
  return code.replace(part, () => rest);
}
